import { idLength, putId } from '../../../pairs/idBytes';
import { labelCodes } from '../../../pairs/PairIndex';
import type { Label } from '../../../verdicts/Label';
import { outcomeOf } from '../../../verdicts/outcomeOf';
import { inSlices } from '../../inSlices';

/** The gold labels of this browser's ledger that choose a response, whoever gave them. */
export interface GoldLabels {
  /** 32 bytes an id. */
  pairs: Uint8Array;
  /** `labelCodes`, first or second, by pair. */
  labels: Uint8Array;
  /** Gold labels that choose no response: ties, both bad, undecidable. Nothing can be right or wrong about them. */
  undirected: number;
}

/** Reads them, letting the browser answer meanwhile. */
export async function goldLabels(all: ReadonlyMap<string, Label>): Promise<GoldLabels> {
  const found: { pair: string; label: number }[] = [];
  let undirected = 0;
  await inSlices(all, (slice) => {
    for (const [pair, { gold, choice }] of slice) {
      if (!gold) continue;
      const outcome = outcomeOf(choice);
      if (outcome === 'first' || outcome === 'second') found.push({ pair, label: labelCodes[outcome] });
      else undirected++;
    }
  });
  const pairs = new Uint8Array(found.length * idLength);
  for (const [at, { pair }] of found.entries()) putId(pairs, at, pair);
  return { pairs, labels: Uint8Array.from(found, ({ label }) => label), undirected };
}
