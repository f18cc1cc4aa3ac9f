import type { DataSet } from './DataSet';
import type { ImportReport, RejectedRow } from './ImportReport';

/** What a report counts, in the order of the screen and of the kept file. */
export function reportLines(report: ImportReport): { name: string; count: number; hint: string }[] {
  return [
    {
      name: 'rows',
      count: report.rows,
      hint: report.files.length > 1 ? `read from ${count(report.files.length)} files` : 'read from the file',
    },
    { name: 'items', count: report.items, hint: 'prompts with their responses' },
    { name: 'pairs', count: report.pairs, hint: 'two responses to one prompt' },
    {
      name: 'duplicates',
      count: report.duplicates,
      hint: 'rows that were there already, with the same label: merged, with both sources',
    },
    {
      name: 'conflicts',
      count: report.conflicts,
      hint: 'rows that were there already, with another label: they come first in the queue',
    },
    { name: 'ties', count: report.ties, hint: 'the source prefers neither response' },
    {
      name: 'same response twice',
      count: report.sameResponses,
      hint: 'in one row, with the same rank: each became one',
    },
    { name: 'unlabelled', count: report.unlabelled, hint: 'the source says nothing' },
    { name: 'rejected', count: rejectedCount(report), hint: 'rows that could not be read' },
  ];
}

export function rejectedCount(report: ImportReport): number {
  return report.rejected.length + report.rejectedBeyond;
}

/** What a person keeps beside the data. */
export type ReportToKeep = Pick<DataSet, 'name' | 'importedAt' | 'attribution' | 'report'>;

/** The report as a JSON file, with what it is a report of. */
export function reportJson({ name, importedAt, attribution, report }: ReportToKeep): string {
  return `${JSON.stringify({ name, importedAt, attribution, ...report }, null, 2)}\n`;
}

/** The report as a Markdown file. */
export function reportMarkdown({ importedAt, attribution, report }: ReportToKeep): string {
  const counts = reportLines(report).map(({ name, count: n, hint }) => `| ${name} | ${count(n)} | ${hint} |`);
  const lines = [`# Import of ${cell(report.file)}`, '', `${cell(report.format)}, ${importedAt}`, ''];
  if (attribution !== null) lines.push(`Source: ${cell(attribution)}`, '');
  lines.push('| | count | |', '|---|---:|---|', ...counts, '');
  lines.push(...filesSection(report), ...alsoInSection(report));
  if (report.rejected.length > 0) {
    lines.push('## Rejected rows', '', '| file | line | reason | what stood there |', '|---|---:|---|---|');
    lines.push(...report.rejected.map(rejectedLine));
  }
  if (report.rejectedBeyond > 0) lines.push('', `${count(report.rejectedBeyond)} more rejected rows are not listed.`);
  return `${lines.join('\n')}\n`;
}

/** Of one file, the counts above say it all. */
function filesSection({ files }: ImportReport): string[] {
  if (files.length < 2) return [];
  const head = [
    '| file | shape | bytes | rows | kept | duplicates | conflicts | rejected |',
    '|---|---|---:|---:|---:|---:|---:|---:|',
  ];
  const lines = files.map(({ file, format, bytes, rows, kept, duplicates, conflicts, rejected }) => {
    const counts = [bytes, rows, kept, duplicates, conflicts, rejected].map(count);
    return `| ${[cell(file), cell(format), ...counts].join(' | ')} |`;
  });
  return ['## By file', '', ...head, ...lines, ''];
}

function alsoInSection({ alsoIn }: ImportReport): string[] {
  if (alsoIn.length === 0) return [];
  const lines = alsoIn.map(({ name, pairs, conflicts }) => `| ${cell(name)} | ${count(pairs)} | ${count(conflicts)} |`);
  const head = ['| data set | pairs | with another label there |', '|---|---:|---:|'];
  return ['## Pairs that are in other data sets too', '', ...head, ...lines, ''];
}

function rejectedLine({ file, line, reason, sample }: RejectedRow): string {
  return `| ${cell(file)} | ${String(line)} | ${cell(reason)} | ${cell(sample)} |`;
}

function count(n: number): string {
  return n.toLocaleString('en');
}

/** Text from a file inside a table: one line, and nothing that Markdown or HTML would act on. */
function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>|#!]/g, (mark) => `\\${mark}`);
}
