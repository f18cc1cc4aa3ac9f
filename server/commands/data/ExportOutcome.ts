import type { PreparedExport } from '../../../src/pairs/export/exportPairs';
import { stayOutReasons } from '../../../src/pairs/export/stayOutReasons';
import { byteWords, countWords, plural } from '../words';
import type { GivenVerdicts } from './GivenVerdicts';
import { oneLine } from './printable';
import type { WrittenFile } from './writeExport';

/** What an export found and did. */
export interface ExportOutcome extends Omit<PreparedExport, 'files'> {
  /** Null where none were given. */
  verdicts: GivenVerdicts | null;
  /** Null where nothing was written. */
  written: WrittenFile[] | null;
}

const examplesShown = 3;

/** What leaves, what stays out and what the linter found: said before anything is written. */
export function preparedWords({ rows, softRows, stayOut, findings, tooLong }: PreparedExport): string {
  const lines = [
    `${plural(rows, 'pair')} ${rows === 1 ? 'leaves' : 'leave'}${softRows > 0 ? `, ${countWords(softRows)} as soft labels` : ''}.`,
    ...stayOut.map(({ reason, pairs }) => `Left out: ${plural(pairs, 'pair')}: ${stayOutReasons[reason]}.`),
    ...findings.flatMap(({ severity, rule, pairs, message, examples }) => {
      const title = severity === 'error' ? 'Error' : 'Note';
      const count = pairs > 0 ? ` (${plural(pairs, 'pair')}, ${rule})` : '';
      const where = examples.slice(0, examplesShown).map(({ pair }) => pair.slice(0, 12));
      return [`${title}${count}: ${oneLine(message)}${where.length > 0 ? ` For example ${where.join(', ')}.` : ''}`];
    }),
    ...(tooLong === null ? [] : [`${plural(tooLong, 'pair')} longer than --max-length.`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** The files that were written, where they lie. */
export function writtenWords(files: readonly WrittenFile[]): string {
  return files.map(({ path, bytes }) => `${path}: ${byteWords(bytes)}\n`).join('');
}

/** Whether the export is not all that was asked for: refused by `--strict`, or without verdicts that the backup should hold. */
export function isIncomplete({ written, verdicts }: ExportOutcome): boolean {
  return written === null || (verdicts !== null && verdicts.rejected.length > 0);
}

/** Whether the linter found what a trainer fails on or learns nonsense from. */
export function hasErrors({ findings }: Pick<ExportOutcome, 'findings'>): boolean {
  return findings.some(({ severity }) => severity === 'error');
}
