import type { JudgeExample, JudgePair } from '../../../src/curation/judge/JudgePair';
import { pairId, responseId } from '../../../src/pairs/contentId';
import type { Message, Role } from '../../../src/pairs/Message';

const said = (role: Role, content: string): Message[] => [{ role, content }];

/** A pair with its responses in canonical order. */
export function judgePair(question: string, one: string, other: string): JudgePair {
  const prompt = said('user', question);
  const responses = [one, other].map((text) => ({
    id: responseId(prompt, said('assistant', text)),
    messages: said('assistant', text),
  }));
  const [first, second] = responses.sort((a, b) => (a.id < b.id ? -1 : 1));
  if (!first || !second) throw new Error('two responses');
  const attributes = {
    category: 'math' as const,
    objectivity: 'objective' as const,
    controversiality: 'low' as const,
    desired: 'The right number.',
    guideline: 'Correct steps.',
  };
  return { id: pairId(prompt, first.id, second.id), prompt, first, second, attributes };
}

export function judgeExample(number: number): JudgeExample {
  const name = `example ${String(number)}`;
  return { ...judgePair(`question of ${name}`, `right of ${name}`, `wrong of ${name}`), better: 'first' };
}
