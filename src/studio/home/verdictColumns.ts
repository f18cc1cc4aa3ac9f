import { idLength, putId } from '../../pairs/idBytes';
import type { VerdictColumns } from '../../pairs/view/ViewContract';
import type { Label } from '../../verdicts/Label';
import { verdictState } from '../../verdicts/verdictState';
import { inSlices } from '../inSlices';

/** The labels that a person's verdicts on all data sets fold to, as columns that a worker takes at once. */
export async function verdictColumns(labels: ReadonlyMap<string, Label>): Promise<VerdictColumns> {
  const columns = { pairs: new Uint8Array(labels.size * idLength), states: new Uint8Array(labels.size) };
  let next = 0;
  await inSlices([...labels], (slice) => {
    for (const [pair, label] of slice) {
      putId(columns.pairs, next, pair);
      columns.states[next++] = verdictState(label);
    }
  });
  return columns;
}
