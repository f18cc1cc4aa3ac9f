import type { RowFields } from '../RowFields';
import { rmBenchSubsets } from './rmBenchSubsets';

/**
 * Where a row of RM-Bench or of its official results belongs. The files number their items each by itself, so the subset is
 * part of the id: `chat/8`.
 */
export function rmBenchPlace(row: RowFields): { id: string; subset: string } {
  const subset = row.has('domain') ? row.oneOf('domain', rmBenchSubsets) : subsetOfFile(row);
  const id = row.id('id');
  return { id: id.startsWith(`${subset}/`) ? id : `${subset}/${id}`, subset };
}

function subsetOfFile(row: RowFields): string {
  const name = row.file.split('/').at(-1) ?? '';
  const subset = rmBenchSubsets.find((one) => name.startsWith(`${one}_`) || name.startsWith(`${one}.`));
  return subset ?? row.refuse('domain', `one of ${rmBenchSubsets.join(', ')}`, row.columns['domain']);
}
