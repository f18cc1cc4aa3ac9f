import { openSync, closeSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { decideRows } from '../../src/curation/stageTwo/decideRows';
import { recycledLabels } from '../../src/curation/stageTwo/recycledLabels';
import { StageTwoCounts } from '../../src/curation/stageTwo/StageTwoCounts';
import { barsOf } from '../../src/curation/stageTwo/StageTwoSettings';
import { seededNumbers } from '../../test/support/seededNumbers';
import { median } from '../support/median';
import type { BenchFields } from '../support/Bench';

const runs = 5;
const chunkRows = 1_000_000;
/** A label, a vote, two rewards of two models. */
const rowBytes = 2 + 4 * 4;

/** Stage 2's rule and recycling over rows that lie in a file: read, decide, count, write labels and bits. */
export async function measureStageTwo(folder: string, rows: number): Promise<BenchFields> {
  const [from, to] = [join(folder, 'rows.bin'), join(folder, 'labels.bin')];
  generate(from, rows);
  const seconds: number[] = [];
  let counts = new StageTwoCounts();
  for (let run = 0; run <= runs; run++) {
    const startedMs = performance.now();
    counts = decideFile(from, to, rows);
    if (run > 0) seconds.push((performance.now() - startedMs) / 1000);
  }
  const { kept, flipped, undecided } = counts;
  const peakRssMb = process.resourceUsage().maxRSS / 1024;
  return { rows, s: median(seconds), peak_rss_mb: peakRssMb, kept, flipped, undecided };
}

function decideFile(from: string, to: string, rows: number): StageTwoCounts {
  const [input, output] = [openSync(from, 'r'), openSync(to, 'w')];
  const counts = new StageTwoCounts();
  const bars = barsOf({ band: 0, flip: true, flipAtMost: 1 });
  const buffer = new Uint8Array(chunkRows * rowBytes);
  const [bits, labels] = [new Uint8Array(chunkRows), new Uint8Array(chunkRows)];
  for (let at = 0; at < rows; at += chunkRows) {
    const read = readSync(input, buffer);
    if (read !== buffer.length) throw new Error(`${from} ends after ${at} rows.`);
    const columns = columnsOf(buffer);
    decideRows(columns, bars, bits);
    recycledLabels(columns.labels, bits, labels);
    counts.add(bits);
    writeSync(output, bits);
    writeSync(output, labels);
  }
  closeSync(input);
  closeSync(output);
  return counts;
}

function columnsOf(buffer: Uint8Array) {
  const floats = (column: number) => new Float32Array(buffer.buffer, column * 4 * chunkRows, chunkRows);
  const bytes = (column: number) => buffer.subarray((16 + column) * chunkRows, (17 + column) * chunkRows);
  return {
    bestFirst: floats(0),
    bestSecond: floats(1),
    goldFirst: floats(2),
    goldSecond: floats(3),
    labels: bytes(0),
    votes: bytes(1),
  };
}

/** Two models that agree more often than not, labels of which a fifth is wrong, judges who abstain now and then. */
function generate(path: string, rows: number): void {
  const next = seededNumbers(1);
  const file = openSync(path, 'w');
  const buffer = new Uint8Array(chunkRows * rowBytes);
  const columns = columnsOf(buffer);
  for (let at = 0; at < rows; at += chunkRows) {
    for (let row = 0; row < chunkRows; row++) {
      const margin = 6 * (next() - 0.5);
      columns.bestFirst[row] = margin + 2 * (next() - 0.5);
      columns.bestSecond[row] = 0;
      columns.goldFirst[row] = margin + 2 * (next() - 0.5);
      columns.goldSecond[row] = 0;
      columns.labels[row] = margin > 0 === next() > 0.2 ? 1 : 2;
      columns.votes[row] = Math.floor(3 * next());
    }
    writeSync(file, buffer);
  }
  closeSync(file);
}
