import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FileSpill } from '../../server/curation/stages/FileSpill';
import { DuplicateFinder } from '../../src/curation/clean/DuplicateFinder';
import { NGramIndex } from '../../src/curation/decontaminate/NGramIndex';
import { idLength } from '../../src/pairs/idBytes';
import { labelCodes } from '../../src/pairs/PairIndex';
import { seededNumbers } from '../../test/support/seededNumbers';
import type { BenchFields } from '../support/Bench';
import { median } from '../support/median';

const runs = 5;
const chunkRows = 100_000;
const script = fileURLToPath(new URL('./decontaminate.py', import.meta.url));

/**
 * Rows whose pairs are found to repeat, by their content ids over files of a disk; texts held against benchmark prompts by 13-grams. The
 * peer, where ASSAY_DATATROVE names a Python that has it, holds the same texts against the same prompts.
 */
export async function measureCleaning(rows: number, texts: number, folder: string): Promise<BenchFields> {
  const rates: number[] = [];
  let repeats = 0;
  for (let run = 0; run <= runs; run++) {
    const startedMs = performance.now();
    repeats = await findRepeats(rows, join(folder, 'spill'));
    if (run > 0) rates.push((rows / (performance.now() - startedMs)) * 1000);
  }
  const { prompts, pool } = textsOf(texts);
  const textRates: number[] = [];
  let contaminated = 0;
  for (let run = 0; run <= runs; run++) {
    const index = new NGramIndex(prompts.map((text, at) => ({ benchmark: 'bench', item: String(at), text })));
    const startedMs = performance.now();
    contaminated = pool.filter((text) => index.overlaps(text).length > 0).length;
    if (run > 0) textRates.push((texts / (performance.now() - startedMs)) * 1000);
  }
  const peer = peerRate(prompts, pool, folder);
  const rate = median(textRates);
  return {
    pairs_per_s: rate,
    peer_pairs_per_s: peer?.rate ?? null,
    ratio: peer === null ? null : rate / peer.rate,
    texts,
    contaminated,
    peer_contaminated: peer?.contaminated ?? null,
    repeats: { rows, repeats, rows_per_s: median(rates) },
  };
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

/** Prompts of 40 to 120 words of a vocabulary with the usual few very common ones; one in a thousand has a benchmark's sentence in it. */
function textsOf(count: number): { prompts: string[]; pool: string[] } {
  const next = seededNumbers(9);
  // Letters only: the peer takes all digits for one.
  const letters = (rank: number) =>
    [...rank.toString(26)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26))).join('');
  const word = () => letters(Math.floor(20_000 * next() ** 3));
  const text = () => Array.from({ length: 40 + Math.floor(80 * next()) }, word).join(' ');
  const prompts = Array.from({ length: 5_000 }, text);
  const pool = Array.from({ length: count }, () =>
    next() < 0.001 ? `${text()} ${prompts[Math.floor(next() * prompts.length)] ?? ''}` : text(),
  );
  return { prompts, pool };
}

function peerRate(
  prompts: readonly string[],
  pool: readonly string[],
  folder: string,
): { rate: number; contaminated: number } | null {
  const python = process.env['ASSAY_DATATROVE'];
  if (python === undefined) return null;
  const path = join(folder, 'texts.json');
  writeFileSync(path, JSON.stringify({ prompts, pool }));
  const ran = spawnSync(python, [script, path], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (ran.status !== 0) throw new Error(`datatrove failed: ${ran.stderr}`);
  return JSON.parse(ran.stdout.trim().split('\n').at(-1) ?? '') as { rate: number; contaminated: number };
}
