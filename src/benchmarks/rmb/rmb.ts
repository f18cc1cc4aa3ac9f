import type { Json } from '../../pairs/Json';
import { roles, type Message } from '../../pairs/Message';
import type { Benchmark } from '../Benchmark';
import type { RowFields } from '../RowFields';
import { rmbBlocks } from './rmbBlocks';
import { rmbMetric } from './rmbMetric';

/** RMB: pairs, and a best response among several, for helpfulness and harmlessness. */
export const rmb: Benchmark = {
  name: 'rmb',
  title: 'RMB',
  licence: 'none stated; holds harmful text',
  source: 'Zhou et al. 2024, arXiv 2410.09893; Zhou-Zoey/RMB-Reward-Model-Benchmark',
  headline: 'overall',
  layout:
    'RMB has conversation_input, category_path, and either pair_uid, chosen and reject, or bon_uid, bon_best and loser_list.',
  readRow(row) {
    const kind = row.has('bon_best') ? 'bon' : 'pair';
    const { goal, category } = placeOf(row);
    const id = `${kind}/${goal}/${row.id(kind === 'bon' ? 'bon_uid' : 'pair_uid')}`;
    const responses =
      kind === 'bon' ? [answer(row, 'bon_best'), ...answers(row)] : [answer(row, 'chosen'), answer(row, 'reject')];
    const isRight = responses.map((_, at) => at === 0);
    const slices = [category];
    return {
      id,
      subset: `${kind}/${goal}`,
      unit: id,
      prompt: promptOf(row),
      responses,
      isRight,
      slices,
      comparisons: null,
    };
  },
  readResult: () => null,
  expected: () => new Map(rmbBlocks.map(({ key, items }) => [key, items])),
  metric: rmbMetric,
};

function promptOf(row: RowFields): Message[] {
  const turns = row.list('conversation_input', 'turns of role and content', isTurn, null);
  return turns.map(({ role, content }) => ({ role, content }));
}

function isTurn(value: Json): value is { role: Message['role']; content: string } {
  return isObject(value) && roles.some((role) => role === value['role']) && typeof value['content'] === 'string';
}

type Answer = { answer: string };

function isAnswer(value: Json): value is Answer {
  return isObject(value) && typeof value['answer'] === 'string';
}

function answer(row: RowFields, field: string): string {
  const value = row.columns[field] ?? null;
  return isAnswer(value) ? value.answer : row.refuse(field, 'an object with the text "answer"', row.columns[field]);
}

function answers(row: RowFields): string[] {
  return row.list('loser_list', 'objects with the text "answer"', isAnswer, null).map((one) => one.answer);
}

/** `Pairwise_set/Helpfulness/Chat/Discussion`: the goal, and below it the category. */
function placeOf(row: RowFields): { goal: Goal; category: string } {
  const path = row.has('category_path') ? row.text('category_path') : row.file;
  const parts = /(?:^|\/)(Helpfulness|Harmlessness)\/(.+)$/.exec(path);
  if (parts === null) return row.refuse('category_path', 'a path with Helpfulness or Harmlessness', path);
  return { goal: parts[1] === 'Helpfulness' ? 'helpfulness' : 'harmlessness', category: parts[2] ?? '' };
}

type Goal = 'helpfulness' | 'harmlessness';

function isObject(value: Json): value is { [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
