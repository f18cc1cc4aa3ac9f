import { FileSpill } from '../../server/curation/stages/FileSpill';
import { DuplicateFinder } from '../../src/curation/clean/DuplicateFinder';
import { idLength } from '../../src/pairs/idBytes';
import { labelCodes } from '../../src/pairs/PairIndex';
import { seededNumbers } from '../../test/support/seededNumbers';
import type { BenchFields } from '../support/Bench';
import { median } from '../support/median';

const runs = 5;
const chunkRows = 100_000;

/** Rows whose pairs are found to repeat, by their content ids over files of a disk. */
export async function measureRepeats(rows: number, folder: string): Promise<BenchFields> {
  const rates: number[] = [];
  let repeats = 0;
  for (let run = 0; run <= runs; run++) {
    const startedMs = performance.now();
    repeats = await findRepeats(rows, folder);
    if (run > 0) rates.push((rows / (performance.now() - startedMs)) * 1000);
  }
  return { rows, repeats, rows_per_s: median(rates) };
}

/** A tenth of the rows repeats an earlier pair; a third of these says otherwise. */
async function findRepeats(rows: number, folder: string): Promise<number> {
  const spill = new FileSpill(folder);
  const finder = new DuplicateFinder(spill);
  const next = seededNumbers(5);
  const words = new Uint32Array((chunkRows * idLength) / 4);
  const labels = new Uint8Array(chunkRows);
  for (let at = 0; at < rows; at += chunkRows) {
    for (let row = 0; row < chunkRows; row++) {
      const pair = next() < 0.9 ? at + row : Math.floor(next() * (at + row));
      for (let word = 0; word < 8; word++)
        words[row * 8 + word] = Math.imul(pair + 1, 0x9e3779b1 + 2 * word) ^ (pair << word);
      labels[row] = next() < 0.97 ? labelCodes.first : labelCodes.second;
    }
    await finder.add({ pairIds: new Uint8Array(words.buffer), labels });
  }
  let repeats = 0;
  await finder.visitRepeats(() => (repeats += 1));
  spill.close();
  return repeats;
}
