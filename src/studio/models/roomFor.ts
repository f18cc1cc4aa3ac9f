import type { StorageSpace } from '../../engine/checkpoint/checkpointsContract';
import { bytes } from '../parts/format';

/** Whether so many bytes still fit, as far as the browser says, in a sentence. */
export function roomFor(needed: number, { usedBytes, quotaBytes }: StorageSpace): { fits: boolean; words: string } {
  const need = `Files and graph need ${bytes(needed)} together`;
  if (quotaBytes === null) return { fits: true, words: `${need}; the browser does not say how much is free.` };
  const free = Math.max(0, quotaBytes - usedBytes);
  if (needed <= free) return { fits: true, words: `${need}; ${bytes(free)} are free.` };
  return { fits: false, words: `${need}, but only ${bytes(free)} are free: it will stop when the space is full.` };
}
