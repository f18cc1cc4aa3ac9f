import type { Json } from '../../pairs/Json';
import type { Benchmark } from '../Benchmark';
import type { RowFields } from '../RowFields';
import { userPrompt } from '../userPrompt';
import { ppeCorrectnessMetric } from './ppeCorrectnessMetric';
import { ppeCorrectnessSet, ppeCorrectnessSets } from './ppeCorrectnessSets';

/** Responses to each prompt. */
const responsesPerPrompt = 32;

/** PPE Correctness: 32 responses to each prompt of five sets, each right or wrong by a check. */
export const ppeCorrectness: Benchmark = {
  name: 'ppe-correctness',
  title: 'PPE Correctness',
  licence: 'as stated by lmarena-ai for each set; not for training',
  source: 'Frick et al. 2024, arXiv 2410.14872; lmarena-ai/PPE-*-Best-of-K, split train',
  headline: 'accuracy',
  layout:
    'PPE Correctness has question_id, prompt, response_1 to response_32, scores (32 of true or false) and sampled_conflict_pairs.',
  readRow(row) {
    const subset = ppeCorrectnessSet(row);
    const id = `${subset}/${row.id('question_id')}`;
    const isRight = row.booleans('scores', responsesPerPrompt);
    return {
      id,
      subset,
      unit: id,
      prompt: userPrompt(row.text('prompt')),
      // Counted from 1, whereas the pairs count from 0.
      responses: isRight.map((_, at) => row.text(`response_${at + 1}`)),
      isRight,
      slices: [],
      comparisons: comparisonsOf(row, isRight),
    };
  },
  readResult: () => null,
  expected: () => new Map(ppeCorrectnessSets.map(({ key, items }) => [key, items])),
  metric: ppeCorrectnessMetric,
};

function comparisonsOf(row: RowFields, isRight: readonly boolean[]): [number, number][] {
  const field = 'sampled_conflict_pairs';
  const given = row.columns[field];
  // A prompt whose responses are all right or all wrong has no pairs.
  if (Array.isArray(given) && given.length === 0) return [];
  const pairs = row.list(field, 'pairs of places', isPair, null);
  for (const [one, other] of pairs) {
    if (isRight[one] === isRight[other])
      row.refuse(field, 'pairs of a right and a wrong response', `[${one}, ${other}], both ${String(isRight[one])}`);
  }
  return pairs;
}

function isPair(value: Json): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every(isPlace);
}

function isPlace(value: Json): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < responsesPerPrompt;
}
