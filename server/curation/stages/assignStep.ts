import { attributePriority } from '../../../src/curation/attributePriority';
import type { Attributes } from '../../../src/verdicts/VerdictEvent';
import type { ShardColumns } from '../pipeline/shardFile';
import type { Step } from '../pipeline/Step';
import { jsonOf, textOf } from './pairRows';

/** `to_whom`: people or judges; `place`: the order in which people meet them. */
const columns = { place: 'count', row: 'count', pair: 'text', to_whom: 'text' } as const satisfies ShardColumns;

/**
 * Who labels what was retrieved: people the first of them, by the order of the paper (objective and of low controversy first); pairs whose
 * rows contradict each other before all, since no machine may label them; judges the rest.
 * @param people pairs that people judge in this iteration
 */
export function assignStep(
  label: string,
  inputs: { retrieve: string; clean: string; attribute: string },
  people: number,
): Step {
  return {
    label,
    stage: 'assign',
    version: 1,
    settings: { people },
    inputs: [inputs.retrieve, inputs.clean, inputs.attribute],
    run: async (work) => {
      const rows = await work.sql
        .all(`select r.place as place, c.row as row, c.pair as pair, c.fate as fate, a.attributes as attributes
        from ${work.input(inputs.retrieve).table} r join ${work.input(inputs.clean).table} c on c.pair = r.pair and c.fate in ('kept', 'disputed')
        join ${work.input(inputs.attribute).table} a on a.row = c.row`);
      const urgency = (row: (typeof rows)[number]) =>
        row['fate'] === 'disputed' ? -1 : attributePriority(jsonOf<Attributes>(row, 'attributes') as Attributes);
      const ordered = rows
        .map((row) => ({ row, urgency: urgency(row) }))
        .sort((one, other) => one.urgency - other.urgency || Number(one.row['place']) - Number(other.row['place']));
      const assigned = ordered.flatMap(({ row }, place) => {
        const toWhom = place < people ? 'people' : row['fate'] === 'disputed' ? null : 'judges';
        return toWhom === null ? [] : [{ place, row: Number(row['row']), pair: textOf(row, 'pair'), to_whom: toWhom }];
      });
      await work.out.writeAll(columns, assigned);
      const ofPeople = assigned.filter(({ to_whom }) => to_whom === 'people').length;
      return { people: ofPeople, judges: assigned.length - ofPeople };
    },
  };
}
