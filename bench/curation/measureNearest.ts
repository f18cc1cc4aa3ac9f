import * as onnx from 'onnxruntime-node';
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exactNearest, type VectorRows } from '../../server/curation/knn/exactNearest';
import { trainerPython } from '../../scripts/prepareMachine.mjs';
import { seededNumbers } from '../../test/support/seededNumbers';
import { median } from '../support/median';
import type { BenchFields } from '../support/Bench';

/** Loaded with the bench: what is imported later comes after the runner that reads TypeScript has gone. */
const runtime = () => Promise.resolve(onnx);
const width = 1024;
const k = 8;
const pieceRows = 8192;
/** numpy takes minutes, so that it runs once beside the first of ours. */
const runs = 3;
const script = fileURLToPath(new URL('./nearest.py', import.meta.url));

/** The 8 nearest of 2,000 vectors among a pool that lies in a file, and the same by numpy, whose answer is the one that recall is of. */
export async function measureNearest(folder: string, rows: number): Promise<BenchFields> {
  const queries = 2_000;
  const [pool, asked] = [join(folder, 'pool.f32'), join(folder, 'queries.f32')];
  generate(pool, rows, 1);
  generate(asked, queries, 2);
  const queryRows = { width, values: new Float32Array(readFileSync(asked).buffer.slice(0, queries * width * 4)) };
  const seconds: number[] = [];
  let found = await exactNearest({ width, values: queryRows.values.subarray(0, width) }, [], k, { runtime });
  for (let run = 0; run < runs; run++) {
    const startedMs = performance.now();
    found = await exactNearest(queryRows, pieces(pool), k, { runtime });
    seconds.push((performance.now() - startedMs) / 1000);
  }
  const peer = numpyNearest(pool, asked, folder);
  const s = median(seconds);
  return {
    queries,
    rows,
    s,
    recall: recallOf(found.rows, peer.rows),
    numpy_s: peer.seconds,
    gflop_per_s: (2e-9 * queries * rows * width) / s,
  };
}

function recallOf(found: Int32Array, wanted: number[][]): number {
  let hits = 0;
  for (const [query, rows] of wanted.entries()) {
    const own = new Set(found.subarray(query * k, (query + 1) * k));
    hits += rows.filter((row) => own.has(row)).length;
  }
  return hits / (wanted.length * k);
}

function numpyNearest(pool: string, queries: string, folder: string): { rows: number[][]; seconds: number } {
  const ran = spawnSync(trainerPython(), [script, pool, queries, String(width), String(k)], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (ran.status !== 0) throw new Error(`numpy failed: ${ran.stderr}`);
  return JSON.parse(ran.stdout) as { rows: number[][]; seconds: number };
}

function* pieces(path: string): Generator<VectorRows> {
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const values = new Float32Array(pieceRows * width);
      const read = readSync(file, new Uint8Array(values.buffer));
      if (read > 0) yield { width, values: values.subarray(0, read / 4) };
      if (read < values.byteLength) return;
    }
  } finally {
    closeSync(file);
  }
}

/** Clusters of directions at unit length, as embeddings of texts have them. */
function generate(path: string, rows: number, seed: number): void {
  const next = seededNumbers(seed);
  const middles = Array.from({ length: 50 }, (_, at) => {
    const of = seededNumbers(1000 + at);
    return Float32Array.from({ length: width }, () => of() - 0.5);
  });
  const file = openSync(path, 'w');
  const row = new Float32Array(width);
  const group = new Float32Array(256 * width);
  for (let at = 0; at < rows; at++) {
    const middle = middles[Math.floor(next() * middles.length)] ?? row;
    let sum = 0;
    for (let column = 0; column < width; column++) {
      const value = (middle[column] ?? 0) + next() - 0.5;
      row[column] = value;
      sum += value * value;
    }
    const length = Math.sqrt(sum);
    for (let column = 0; column < width; column++) group[(at % 256) * width + column] = (row[column] ?? 0) / length;
    if (at % 256 === 255 || at === rows - 1)
      writeSync(file, new Uint8Array(group.buffer, 0, ((at % 256) + 1) * width * 4));
  }
  closeSync(file);
}
