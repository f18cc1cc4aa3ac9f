import type { ImportReport, RejectedRow } from '../../../src/pairs/ImportReport';
import { rejectedCount } from '../../../src/pairs/reportMarkdown';
import { countWords, plural } from '../words';
import { oneLine } from './printable';

const rowsShown = 10;

/** What became of the rows that were read. @param all whether every rejected row that the report lists is named */
export function importWords(report: ImportReport, all: boolean): string {
  const { rows, items, pairs, duplicates, conflicts, ties, unlabelled, sameResponses } = report;
  const rejected = rejectedCount(report);
  const lines = [
    `${oneLine(report.file)}: ${plural(rows, 'row')}, ${plural(items, 'item')}, ${plural(pairs, 'pair')}.`,
    ...(duplicates > 0 ? [`${plural(duplicates, 'row')} merged: the same item with the same label.`] : []),
    ...(conflicts > 0 ? [`${plural(conflicts, 'row')} in conflict: the same item with another label.`] : []),
    ...(sameResponses > 0 ? [`${plural(sameResponses, 'response')} twice in their row.`] : []),
    ...(ties > 0 ? [`${plural(ties, 'tie')}.`] : []),
    ...(unlabelled > 0 ? [`${plural(unlabelled, 'item')} without label.`] : []),
    ...(rejected > 0 ? [`${plural(rejected, 'row')} rejected:`, ...rejectedLines(report, all)] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** Files of folders that were left out. */
export function ignoredWords(ignored: readonly string[]): string {
  return `Not data by their names: ${oneLine(ignored.join(', '))}`;
}

function rejectedLines(report: ImportReport, all: boolean): string[] {
  const { rejected, files } = report;
  const shown = all ? rejected : rejected.slice(0, rowsShown);
  const more = rejectedCount(report) - shown.length;
  const words = shown.map((row) => rejectedLine(row, files.length > 1));
  return more > 0 ? [...words, `  and ${countWords(more)} more`] : words;
}

function rejectedLine({ file, line, reason, sample }: RejectedRow, withFile: boolean): string {
  const place = withFile ? `${oneLine(file)}, line ${line}` : `line ${line}`;
  return `  ${place}: ${oneLine(reason)}${sample === '' ? '' : `: ${oneLine(sample)}`}`;
}
