import type { Attributes } from '../../verdicts/VerdictEvent';
import { delimited, delimiterNote, turnsText } from '../machine/delimited';
import { nonceFor } from '../machine/nonceFor';
import type { PromptMessage } from '../machine/PromptMessage';
import { isExampleSwapped } from './isSwapped';
import type { JudgeExample, JudgePair } from './JudgePair';
import { judgePrompt } from './judgePrompt';

export interface JudgeQuestion {
  target: JudgePair;
  /** At most eight, the most similar last (`chooseExamples`). */
  examples: readonly JudgeExample[];
  /** The protocol's rules for this pair (`judgeRules`). */
  rules: string;
  /** The plan's. */
  seed: string;
}

/**
 * What one sample is asked (arXiv 2507.01352, stage 1, labelling): the guideline, gold examples with their attributes, then the pair
 * as "Candidate 1" and "Candidate 2". What never changes comes first, what changes between the samples of a pair last, so that a
 * server reads the rest of the prompt once.
 */
export function judgeMessages(question: JudgeQuestion, swapped: boolean): PromptMessage[] {
  const { target, examples, rules, seed } = question;
  const nonce = nonceFor(seed, [target, ...examples].flatMap(textsOf));
  const shown = examples.map((example, at) => exampleText(example, at + 1, nonce, { seed, target: target.id }));
  const parts = [judgePrompt.text, `Rules:\n${rules}`, delimiterNote(nonce), ...shown];
  return [
    { role: 'system', content: parts.join('\n\n') },
    { role: 'user', content: pairText(target, nonce, swapped) },
  ];
}

function textsOf({ prompt, first, second, attributes }: JudgePair): string[] {
  const turns = [prompt, first.messages, second.messages].map(turnsText);
  return [...turns, attributes.desired, attributes.guideline];
}

function exampleText(
  example: JudgeExample,
  number: number,
  nonce: string,
  { seed, target }: { seed: string; target: string },
): string {
  const swapped = isExampleSwapped(seed, target, example.id);
  const winner = (example.better === 'first') === swapped ? '2' : '1';
  return `Example ${String(number)}, judged by a person:\n${pairText(example, nonce, swapped)}\nThe person's answer: "winner": "${winner}"`;
}

function pairText({ prompt, first, second, attributes }: JudgePair, nonce: string, swapped: boolean): string {
  const [one, other] = swapped ? [second, first] : [first, second];
  return [
    delimited(nonce, 'conversation', turnsText(prompt)),
    delimited(nonce, 'attributes', attributeLines(attributes)),
    delimited(nonce, 'Candidate 1', turnsText(one.messages)),
    delimited(nonce, 'Candidate 2', turnsText(other.messages)),
  ].join('\n');
}

function attributeLines(attributes: Attributes): string {
  return Object.entries(attributes)
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join('\n');
}
