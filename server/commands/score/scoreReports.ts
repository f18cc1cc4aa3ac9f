import type { LoadedCheckpoint } from '../../../src/engine/contract';
import { exitCodes } from '../CommandError';
import { countWords, durationWords, plural } from '../words';
import type { ScoreCounts } from './ScoreCounts';
import type { ScoreReport } from './scoreFile';

/** 0 where every row has its rewards, 3 where some have none, 130 where the run was interrupted. */
export function exitCodeOf({ counts }: ScoreReport): number {
  if (counts === null) return exitCodes.interrupted;
  return counts.incomplete > 0 ? exitCodes.incomplete : exitCodes.done;
}

/** What a person reads at the end. */
export function wordsReport({ counts, resumedRows }: ScoreReport, out: string, seconds: number): string {
  if (counts === null)
    return `Interrupted. What is scored is kept in ${out}.partial.jsonl; the same command goes on from there.\n`;
  const { rows, states } = counts;
  const lines = [
    `${out}: ${plural(rows, 'row')}, ${plural(states.scored, 'row')} scored, in ${durationWords(seconds)}.`,
  ];
  if (resumedRows > 0) lines.push(`${plural(resumedRows, 'row')} came from an earlier run.`);
  if (states.too_long > 0) lines.push(`${plural(states.too_long, 'row')} too long for the model.`);
  if (states.not_finite > 0) lines.push(`${plural(states.not_finite, 'row')} with a reward that is no finite number.`);
  if (states.bad_row > 0) lines.push(`${plural(states.bad_row, 'row')} could not be read; "reason" says why.`);
  if (states.refused > 0)
    lines.push(`${plural(states.refused, 'row')} refused by the chat template; "reason" has its words.`);
  const accuracy = accuracyWords(counts);
  return [...lines, ...(accuracy ? [accuracy] : [])].join('\n') + '\n';
}

function accuracyWords({ accuracy, pairs, correct }: ScoreCounts): string | null {
  if (accuracy === null) return null;
  const [share, low, high] = [accuracy.share, accuracy.low, accuracy.high].map((value) => (value * 100).toFixed(1));
  return `The chosen response has the higher reward in ${countWords(correct)} of ${plural(pairs, 'pair')}: ${share} % (95 %: ${low} to ${high}).`;
}

/** What `--json` prints. */
export function jsonReport(
  { counts, resumedRows, interrupted, tokens, ranTokens, notices }: ScoreReport,
  out: string,
  seconds: number,
  checkpoint: LoadedCheckpoint | null,
): object {
  const run = { resumedRows, tokens, ranTokens, seconds, notices, model: checkpoint && modelOf(checkpoint) };
  if (counts === null) return { state: interrupted ? 'interrupted' : 'failed', out, ...run };
  const { rows, states, pairs, correct, accuracy, badRows } = counts;
  const listed = { badRows, badRowsBeyond: states.bad_row + states.refused - badRows.length };
  return { state: 'done', out, rows, states, pairs, correct, accuracy, ...listed, ...run };
}

function modelOf(checkpoint: LoadedCheckpoint): object {
  const { name, digest, precision, architecture, maxTokens, frozenDate, notes, device } = checkpoint;
  return { name, digest, precision, architecture, maxTokens, frozenDate, notes, device };
}
