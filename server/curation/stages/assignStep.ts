import { assignPairs, type AssignSettings, type PairToAssign } from '../../../src/curation/stageOne/assignPairs';
import type { Attributes } from '../../../src/verdicts/VerdictEvent';
import type { ShardColumns } from '../pipeline/shardFile';
import type { Step } from '../pipeline/Step';
import { jsonOf, textOf } from './pairRows';

/** `to_whom`: people, judges, or nobody (a disputed pair that people have no time for); `annotators`: how many people judge it. */
const columns = {
  place: 'count',
  row: 'count',
  pair: 'text',
  to_whom: 'text',
  annotators: 'count',
} as const satisfies ShardColumns;

/** Who labels what was retrieved (`assignPairs`). */
export function assignStep(
  label: string,
  inputs: { retrieve: string; clean: string; attribute: string },
  settings: AssignSettings,
): Step {
  return {
    label,
    stage: 'assign',
    version: 1,
    settings: { ...settings },
    inputs: [inputs.retrieve, inputs.clean, inputs.attribute],
    run: async (work) => {
      const rows = await work.sql.all(`select c.row as row, c.pair as pair, c.fate as fate, a.attributes as attributes
        from ${work.input(inputs.retrieve).table} r join ${work.input(inputs.clean).table} c on c.pair = r.pair and c.fate in ('kept', 'disputed')
        join ${work.input(inputs.attribute).table} a on a.pair = c.pair order by r.place`);
      const rowOf = new Map(rows.map((row) => [textOf(row, 'pair'), Number(row['row'])]));
      const found = rows.map((row): PairToAssign => ({
        pair: textOf(row, 'pair'),
        attributes: jsonOf<Attributes>(row, 'attributes') ?? { objectivity: null, controversiality: null },
        disputed: row['fate'] === 'disputed',
      }));
      const { people, judges, waiting } = assignPairs(found, settings);
      const assigned = [
        ...people.map((one) => ({ ...one, to_whom: 'people' })),
        ...judges.map((pair) => ({ pair, annotators: 0, to_whom: 'judges' })),
        ...waiting.map((pair) => ({ pair, annotators: 0, to_whom: 'nobody' })),
      ];
      await work.out.writeAll(
        columns,
        assigned.map((one, place) => ({ ...one, place, row: rowOf.get(one.pair) ?? -1 })),
      );
      return { people: people.length, judges: judges.length, waiting: waiting.length };
    },
  };
}
