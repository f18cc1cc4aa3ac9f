import { expect, it } from 'vitest';
import { checkFile } from './checkFile';
import { madeFile } from './madeFile';

/** A slice of what `npm run fuzz` does at length: the same files every time. */
const slices = [1, 2, 3, 4].map((number) => ({ from: number * 1_000_000, files: 750 }));

it.each(slices)(
  '$files made files from seed $from: no crash, no loss',
  { timeout: 120_000 },
  async ({ from, files }) => {
    for (let seed = from; seed < from + files; seed++) {
      expect(await checkFile(madeFile(seed)), `npm run fuzz -- --file ${seed}`).toBeNull();
    }
  },
);
