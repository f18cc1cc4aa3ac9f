import { idAt } from '../../../src/pairs/idBytes';
import type { PairIndex } from '../../../src/pairs/PairIndex';
import { plural } from '../words';
import { oneLine } from './printable';
import type { ReadVerdicts } from './readVerdicts';

const problemsShown = 3;

/** What became of the verdicts that an export was given. */
export interface GivenVerdicts {
  events: number;
  /** Pairs with verdicts that are in none of the data sets. */
  pairsElsewhere: number;
  /** Lines of the backup that hold no sound verdict, each in words. */
  rejected: string[];
}

/** Compares verdicts with the pairs that they are to label. */
export function matchVerdicts(
  { events, rejected }: ReadVerdicts,
  indexes: readonly Pick<PairIndex, 'pairIds' | 'length'>[],
): GivenVerdicts {
  const elsewhere = new Set(events.map(({ pair }) => pair));
  for (const { pairIds, length } of indexes)
    for (let row = 0; row < length && elsewhere.size > 0; row++) elsewhere.delete(idAt(pairIds, row));
  return { events: events.length, pairsElsewhere: elsewhere.size, rejected };
}

/** What was read, for a person. */
export function verdictsWords({ events, pairsElsewhere, rejected }: GivenVerdicts): string {
  const lines = [`${plural(events, 'verdict event')} read.`];
  if (pairsElsewhere > 0) lines.push(`${plural(pairsElsewhere, 'pair')} with verdicts not among these data.`);
  if (rejected.length > 0) lines.push(`${plural(rejected.length, 'line')} of the backup left out:`);
  for (const reason of rejected.slice(0, problemsShown)) lines.push(`  ${oneLine(reason)}`);
  return lines.join('\n');
}
