import { diffArrays } from 'diff';
import { alignBlocks } from './alignBlocks';
import type { BlockMarks, TextBlocks, TextMarks } from './TextMarks';
import { wordSpans } from './wordSpans';

/** Milliseconds that a comparison may take, measured: what is not compared by then is marked whole. */
const longestMs = 600;

const unmarked = (): BlockMarks => ({ only: false, spans: [] });

/**
 * What to mark in two texts that came in blocks: equal blocks are found first, then those that say nearly the same and, within
 * them, the words that differ. A block without a counterpart is `only` here. Equal texts have no marks.
 *
 * @param now the clock, in milliseconds, for tests
 */
export function markBlocks(blocks: TextBlocks, now: () => number = Date.now): TextMarks {
  const end = now() + longestMs;
  const marks: TextMarks = { a: blocks.a.map(unmarked), b: blocks.b.map(unmarked), cut: false };
  for (const run of changedRuns(blocks, marks)) markRun(run, blocks, marks, () => now() < end);
  return marks;
}

/** Blocks that stand between equal ones: where they begin on each side, and how many they are. */
interface Run {
  a: number;
  b: number;
  lengthA: number;
  lengthB: number;
}

function changedRuns({ a, b }: TextBlocks, marks: TextMarks): Run[] {
  const changes = diffArrays(a.map(bare), b.map(bare), { timeout: longestMs / 2 });
  if (!changes) {
    marks.cut = true;
    return [{ a: 0, b: 0, lengthA: a.length, lengthB: b.length }];
  }
  const runs: Run[] = [];
  let [atA, atB] = [0, 0];
  let open: Run | null = null;
  for (const { count, added, removed } of changes) {
    if (!added && !removed) open = null;
    else if (!open) runs.push((open = { a: atA, b: atB, lengthA: 0, lengthB: 0 }));
    if (open) open[added ? 'lengthB' : 'lengthA'] += count;
    if (!added) atA += count;
    if (!removed) atB += count;
  }
  return runs;
}

/** A block as it is compared: how it is spaced does not count. */
function bare(block: string): string {
  return block.trim().replace(/\s+/g, ' ');
}

function markRun(run: Run, blocks: TextBlocks, marks: TextMarks, inTime: () => boolean): void {
  const a = blocks.a.slice(run.a, run.a + run.lengthA);
  const b = blocks.b.slice(run.b, run.b + run.lengthB);
  const mates = alignBlocks(a, b, inTime);
  if (!mates) marks.cut = true;
  const mated = new Set<number>();
  a.forEach((text, at) => {
    const mate = mates?.[at] ?? null;
    const spans = mate === null ? null : wordSpans(text, b[mate] ?? '');
    if (mate === null) return markWhole(marks.a, run.a + at, text);
    mated.add(mate);
    if (!spans) marks.cut = true;
    setSpans(marks.a, run.a + at, text, spans?.a ?? null);
    setSpans(marks.b, run.b + mate, b[mate] ?? '', spans?.b ?? null);
  });
  b.forEach((text, at) => mated.has(at) || markWhole(marks.b, run.b + at, text));
}

function markWhole(marks: BlockMarks[], at: number, text: string): void {
  if (text.trim() !== '') marks[at] = { only: true, spans: [] };
}

function setSpans(marks: BlockMarks[], at: number, text: string, spans: [number, number][] | null): void {
  marks[at] = { only: false, spans: spans ?? [[0, text.length]] };
}
