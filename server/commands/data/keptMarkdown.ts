import { stayOutReasons } from '../../../src/pairs/export/stayOutReasons';
import { reportMarkdown, type ReportToKeep } from '../../../src/pairs/reportMarkdown';
import type { ExportOutcome } from './ExportOutcome';
import type { LeftOutFile } from './readInputs';

/** The report of an import, with the files of folders that were left out. */
export function importMarkdown(dataSet: ReportToKeep, leftOut: LeftOutFile[]): string {
  const rows = leftOut.map(({ file, reason }) => [file, reason]);
  return joined([reportMarkdown(dataSet).trimEnd(), part('Files left out', ['File', 'Why'], rows)]);
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
