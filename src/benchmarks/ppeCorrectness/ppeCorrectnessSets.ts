import type { RowFields } from '../RowFields';

/** The five sets, with the prompts of the complete data and a column that no other set has. */
export const ppeCorrectnessSets = [
  { key: 'mmlu-pro', title: 'MMLU-Pro', items: 512, column: 'answer_index', path: /mmlu[-_]?pro/i },
  { key: 'math', title: 'MATH', items: 512, column: null, path: /(^|[^a-z])math([^a-z]|$)/i },
  { key: 'gpqa', title: 'GPQA', items: 512, column: 'correct_choice_index', path: /gpqa/i },
  { key: 'mbpp-plus', title: 'MBPP-Plus', items: 507, column: 'test_list', path: /mbpp/i },
  { key: 'ifeval', title: 'IFEval', items: 512, column: 'instruction_id_list', path: /ifeval/i },
];

/** The set of a row, by its columns, else by the name of its file. */
export function ppeCorrectnessSet(row: RowFields): string {
  const known = ppeCorrectnessSets.find(({ column }) => column !== null && row.has(column));
  const found = known ?? ppeCorrectnessSets.find(({ path }) => path.test(row.file));
  if (found) return found.key;
  const wanted = `told by its file: a folder or file named after ${ppeCorrectnessSets.map(({ title }) => title).join(', ')}`;
  return row.refuse('set', wanted, undefined);
}
