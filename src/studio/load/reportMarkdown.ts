import type { ImportReport, RejectedRow } from '../../pairs/ImportReport';
import { count } from '../parts/format';

/** What a report counts, in the order of the screen and of the kept file. */
export function reportLines(report: ImportReport): { name: string; count: number; hint: string }[] {
  return [
    { name: 'rows', count: report.rows, hint: 'read from the file' },
    { name: 'items', count: report.items, hint: 'prompts with their responses' },
    { name: 'pairs', count: report.pairs, hint: 'two responses to one prompt' },
    { name: 'duplicates', count: report.duplicates, hint: 'rows that were there already, with the same label' },
    { name: 'conflicts', count: report.conflicts, hint: 'rows that were there already, with another label' },
    { name: 'ties', count: report.ties, hint: 'the source prefers neither response' },
    { name: 'unlabelled', count: report.unlabelled, hint: 'the source says nothing' },
    { name: 'rejected', count: rejectedCount(report), hint: 'rows that could not be read' },
  ];
}

export function rejectedCount(report: ImportReport): number {
  return report.rejected.length + report.rejectedBeyond;
}

/** The report as a Markdown file: what a person keeps beside the data. */
export function reportMarkdown(report: ImportReport, importedAt: string): string {
  const counts = reportLines(report).map(({ name, count: n, hint }) => `| ${name} | ${count(n)} | ${hint} |`);
  const lines = [`# Import of ${cell(report.file)}`, '', `${report.format}, ${importedAt}`, ''];
  lines.push('| | count | |', '|---|---:|---|', ...counts, '');
  if (report.rejected.length > 0) {
    lines.push('## Rejected rows', '', '| line | reason | what stood there |', '|---:|---|---|');
    lines.push(...report.rejected.map(rejectedLine));
  }
  if (report.rejectedBeyond > 0) lines.push('', `${count(report.rejectedBeyond)} more rejected rows are not listed.`);
  return `${lines.join('\n')}\n`;
}

function rejectedLine({ line, reason, sample }: RejectedRow): string {
  return `| ${String(line)} | ${cell(reason)} | ${cell(sample)} |`;
}

/** Text from a file inside a table: one line, and nothing that Markdown or HTML would act on. */
function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>|#!]/g, (mark) => `\\${mark}`);
}
