import { NGramIndex } from '../../src/curation/decontaminate/NGramIndex';
import type { BenchFields } from '../support/Bench';
import { median } from '../support/median';
import { DatatrovePeer } from './DatatrovePeer';
import { GeneratedTexts } from './GeneratedTexts';

const runs = 5;

/**
 * Texts held against 5,000 benchmark prompts by 13-grams: all rows once, each fifth of them a run. The peer, where ASSAY_DATATROVE names
 * a Python that has it, holds the first `peerRows` of the same texts, in turns with ours; `ratio` is of these. Making texts and
 * the indexes is outside of both clocks.
 *
 * @throws Error where the two find other rows.
 */
export async function measureDecontamination(rows: number, peerRows: number, folder: string): Promise<BenchFields> {
  const texts = new GeneratedTexts(5_000);
  const index = new NGramIndex(texts.prompts.map((text, at) => ({ benchmark: 'bench', item: String(at), text })));
  const peer = await holdBoth(index, texts, peerRows, folder);
  const all = holdAll(index, texts, rows);
  return {
    pairs_per_s: median(all.rates),
    peer_pairs_per_s: peer?.theirs ?? null,
    ratio: peer === null ? null : peer.ours / peer.theirs,
    rows,
    contaminated: all.contaminated,
    peer_rows: peerRows,
    pairs_per_s_on_peer_rows: peer?.ours ?? null,
    contaminated_of_peer_rows_both: peer?.contaminated ?? null,
  };
}

function holdAll(index: NGramIndex, texts: GeneratedTexts, rows: number): { rates: number[]; contaminated: number } {
  const clocks = Array.from({ length: runs }, () => ({ rows: 0, seconds: 0 }));
  let [seen, contaminated] = [0, 0];
  for (const chunk of texts.chunks(rows)) {
    const held = hold(index, chunk);
    const run = Math.floor((runs * seen) / rows);
    clocks[run] = {
      rows: (clocks[run]?.rows ?? 0) + chunk.length,
      seconds: (clocks[run]?.seconds ?? 0) + held.seconds,
    };
    seen += chunk.length;
    contaminated += held.contaminated.length;
  }
  return { rates: clocks.map((clock) => clock.rows / clock.seconds), contaminated };
}

/** Rows a second of both, in turns on the same texts after a warm-up; without a peer ours is warmed up only. */
async function holdBoth(
  index: NGramIndex,
  texts: GeneratedTexts,
  rows: number,
  folder: string,
): Promise<{ ours: number; theirs: number; contaminated: number } | null> {
  const pool = [...texts.chunks(rows)].flat();
  const own = hold(index, pool);
  const python = process.env['ASSAY_DATATROVE'];
  if (python === undefined) return null;
  const peer = new DatatrovePeer(python, folder, { prompts: texts.prompts, pool });
  try {
    const [ours, theirs]: [number[], number[]] = [[], []];
    sameRows(own.contaminated, (await peer.hold()).contaminated);
    for (let run = 0; run < runs; run++) {
      ours.push(rows / hold(index, pool).seconds);
      theirs.push(rows / (await peer.hold()).seconds);
    }
    return { ours: median(ours), theirs: median(theirs), contaminated: own.contaminated.length };
  } finally {
    peer.close();
  }
}

function hold(index: NGramIndex, pool: readonly string[]): { seconds: number; contaminated: number[] } {
  const startedMs = performance.now();
  const contaminated: number[] = [];
  for (const [row, text] of pool.entries()) if (index.overlaps(text).length > 0) contaminated.push(row);
  return { seconds: (performance.now() - startedMs) / 1000, contaminated };
}

function sameRows(ours: readonly number[], theirs: readonly number[]): void {
  if (ours.join() !== theirs.join())
    throw new Error(`Ours takes out ${ours.length} rows, datatrove ${theirs.length}, and not the same ones.`);
}
