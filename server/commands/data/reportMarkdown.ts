import { stayOutReasons } from '../../../src/pairs/export/stayOutReasons';
import type { ImportReport } from '../../../src/pairs/ImportReport';
import type { ExportOutcome } from './ExportOutcome';
import type { LeftOutFile } from './readInputs';

/** What became of the rows that were read, as Markdown that a person keeps beside the data. */
export function importMarkdown(report: ImportReport, leftOut: LeftOutFile[]): string {
  const { rows, items, pairs, kept, duplicates, conflicts, sameResponses, ties, unlabelled } = report;
  const rejected = report.rejected.length + report.rejectedBeyond;
  const counts = { rows, items, pairs, kept, merged: duplicates, conflicts, ties, unlabelled, rejected };
  const parts = [
    `# Import of ${cell(report.file)}`,
    cell(report.format),
    table(['', 'Count'], [...Object.entries(counts), ['responses twice in their row', sameResponses]]),
    report.files.length > 1 ? `## Files\n\n${filesTable(report)}` : '',
    part(
      'Files left out',
      ['File', 'Why'],
      leftOut.map(({ file, reason }) => [file, reason]),
    ),
    rejectedPart(report),
  ];
  return joined(parts);
}

/** What left and what did not. */
export function exportMarkdown({
  profile,
  rows,
  softRows,
  stayOut,
  findings,
  tooLong,
  written,
}: ExportOutcome): string {
  const counts: [string, number][] = [
    ['pairs', rows],
    ['soft labels', softRows],
    ...(tooLong === null ? [] : [['longer than the limit', tooLong] satisfies [string, number]]),
  ];
  const found = findings.map(({ severity, rule, pairs, message }) => [severity, rule, pairs, message]);
  const parts = [
    `# Export as ${profile}`,
    table(['', 'Count'], counts),
    part(
      'Left out',
      ['Why', 'Pairs'],
      stayOut.map(({ reason, pairs }) => [stayOutReasons[reason], pairs]),
    ),
    part('Findings', ['', 'Rule', 'Pairs', 'For example'], found),
    written === null
      ? 'Nothing was written.'
      : part(
          'Files',
          ['File', 'Bytes'],
          written.map(({ path, bytes }) => [path, bytes]),
        ),
  ];
  return joined(parts);
}

function filesTable({ files }: ImportReport): string {
  const head = ['File', 'Shape', 'Rows', 'Kept', 'Merged', 'Conflicts', 'Rejected'];
  const rows = files.map((one) => [
    one.file,
    one.format,
    one.rows,
    one.kept,
    one.duplicates,
    one.conflicts,
    one.rejected,
  ]);
  return table(head, rows);
}

function rejectedPart({ rejected, rejectedBeyond }: ImportReport): string {
  const rows = rejected.map(({ file, line, reason, sample }) => [file, line, reason, sample]);
  const more = rejectedBeyond > 0 ? `\n\n${rejectedBeyond} more rejected rows are not listed.` : '';
  return `${part('Rejected rows', ['File', 'Line', 'Reason', 'What stood there'], rows)}${more}`;
}

function part(title: string, head: string[], rows: (string | number)[][]): string {
  return rows.length === 0 ? '' : `## ${title}\n\n${table(head, rows)}`;
}

function table(head: string[], rows: (string | number)[][]): string {
  const line = (cells: (string | number)[]) => `| ${cells.map((one) => cell(String(one))).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

/** Text from outside as one cell: one line, and nothing that Markdown or HTML would act on. */
function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>|#!]/g, (mark) => `\\${mark}`);
}

function joined(parts: string[]): string {
  return `${parts.filter((one) => one !== '').join('\n\n')}\n`;
}
