import type { Message } from '../Message';
import { comparedDraft, type Outcome } from './drafts';
import type { Draft, Format } from './Format';
import { turn } from './messages';
import { RowError } from './RowError';
import type { RowView } from './RowView';
import { all, isFlag, isPresent, isTexts, isText } from './shapes';
import { splitConversations } from './splitConversations';
import type { Json } from '../Json';

const verdicts: [column: string, outcome: Outcome][] = [
  ['winner_model_a', 'first'],
  ['winner_model_b', 'second'],
  ['winner_tie', 'tie'],
];

/**
 * Arena 55k: cells that hold lists of texts, one for each turn, and three columns of which one says who won. After the first
 * exchange the models' answers differ, so only the first question is the prompt and each response is answer, question, answer.
 */
export const arenaTexts: Format = {
  name: 'arena-55k',
  title: 'Lists of turns and winner_model_a, winner_model_b, winner_tie (Arena 55k)',
  matches: (columns) =>
    all(columns, isWritten, 'prompt', 'response_a', 'response_b') &&
    all(columns, isPresent, ...verdicts.map(([column]) => column)) &&
    verdicts.some(([column]) => all(columns, isFlag, column)),
  read,
};

function isWritten(value: Json | undefined): boolean {
  return isTexts(value) || Array.isArray(value) || (isText(value) && /^\s*\[/.test(value));
}

function read(row: RowView): Draft {
  const questions = turnsOf(row, 'prompt');
  const whole = (column: string) => conversationOf(questions, turnsOf(row, column), column);
  const { prompt, responses } = splitConversations(whole('response_a'), whole('response_b'));
  const sides = (['a', 'b'] as const).map((side, at): [Message[], { [key: string]: Json }] => {
    const model = row.peek(`model_${side}`);
    return [responses[at] ?? [], { column: `response_${side}`, ...(model === null ? {} : { model }) }];
  });
  const label: { [key: string]: Json } = Object.fromEntries(verdicts.map(([column]) => [column, row.value(column)]));
  return comparedDraft(prompt, sides, outcomeOf(row), label);
}

function turnsOf(row: RowView, column: string): string[] {
  const turns = row.structure(column);
  if (!Array.isArray(turns)) throw new RowError(`"${column}" is no list of texts`);
  return turns.map((text, at) => {
    if (typeof text !== 'string')
      throw new RowError(`turn ${at + 1} of "${column}" is ${JSON.stringify(text)}, not a text`);
    return text;
  });
}

function conversationOf(questions: string[], answers: string[], column: string): Message[] {
  if (questions.length !== answers.length)
    throw new RowError(`"prompt" has ${questions.length} turns, "${column}" has ${answers.length}`);
  return questions.flatMap((question, at) => [turn('user', question), turn('assistant', answers[at] ?? '')]);
}

function outcomeOf(row: RowView): Outcome {
  const said = verdicts.filter(([column]) => row.flag(column) === true);
  if (said.length > 1)
    throw new RowError(`${said.map(([column]) => `"${column}"`).join(' and ')} contradict each other`);
  return said[0]?.[1] ?? null;
}
