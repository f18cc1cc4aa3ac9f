import type { Figure } from '../BenchmarkResult';
import type { BenchmarkReport, ReportFile, ReportModel } from './BenchmarkReport';
import { escapeCell, tableMarkdown } from './tableMarkdown';
import { missingMarkdown } from './missingMarkdown';
import { percentWords } from './percentWords';
import { publishedMarkdown, sevenMarkdown } from './publishedMarkdown';

/** The report for people, whole: figures with intervals, what is missing, published figures, and what it was made of. */
export function reportMarkdown(report: BenchmarkReport): string {
  const { title, model, result, licence, source } = report;
  const parts = [
    `# ${title}: ${escapeCell(model.name)}`,
    leadWords(report),
    '## Figures',
    figuresTable(result.figures),
    ...missingMarkdown(result),
    ...curvesMarkdown(report),
    '## The seven benchmarks',
    sevenMarkdown(report),
    ...publishedMarkdown(report),
    '## Made of',
    madeOf(report),
    `${title}: ${source}. Licence of the data: ${licence}.`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function leadWords({ result, leftOut }: BenchmarkReport): string {
  const { items, scored, ties, isPartial, draws } = result;
  const lines = [`${scored} of ${items} items count.`];
  if (isPartial)
    lines.push(
      '**Partial:** items of the complete benchmark are missing, so the figures marked so are not those of the benchmark.',
    );
  if (leftOut > 0) lines.push(`Rows that the official metric leaves out: ${leftOut}.`);
  lines.push(`Items in which a right and a wrong response have exactly the same reward: ${ties}.`);
  if (draws > 0) lines.push(`Intervals: 95 %, ${draws} bootstrap draws of items within each subset.`);
  return lines.join(' ');
}

/** Details without an item are left out: the table of what is missing has them. */
function figuresTable(figures: readonly Figure[]): string {
  const shown = figures.filter(({ level, items }) => level !== 'detail' || items > 0);
  const rows = shown.map((figure) => [
    figure.level === 'overall' ? `**${figure.title}**` : figure.title,
    figure.convention ?? '',
    percentWords(figure.value),
    figure.low === null ? '–' : `${percentWords(figure.low)} to ${percentWords(figure.high)}`,
    String(figure.items),
    figure.isPartial ? 'partial' : '',
  ]);
  return tableMarkdown(['Figure', 'Convention', '%', '95 % interval', 'Items', ''], rows, [2, 4]);
}

function curvesMarkdown({ result }: BenchmarkReport): string[] {
  if (result.curves.length === 0) return [];
  const shown = [1, 2, 4, 8, 16, 32];
  const rows = result.curves.map(({ title, values }) => [
    title,
    ...shown.map((at) => percentWords(values[at - 1] ?? null)),
  ]);
  return ['## Best of K', tableMarkdown(['Set', ...shown.map((at) => `K = ${at}`)], rows, [1, 2, 3, 4, 5, 6])];
}

function madeOf({ version, data, model, result }: BenchmarkReport): string {
  const lines = [
    `- Assay ${version}; seed ${result.seed}, ${result.draws} draws`,
    ...modelLines(model),
    ...data.map((file) => `- data: ${fileWords(file)}`),
  ];
  return lines.join('\n');
}

function modelLines(model: ReportModel): string[] {
  if (model.kind === 'scores') return model.files.map((file) => `- rewards: ${fileWords(file)}`);
  const { digest, architecture, precision, maxTokens, template, device, notes } = model;
  return [
    `- checkpoint ${escapeCell(model.name)}, sha256 \`${digest}\`; ${architecture}, ${precision}, at most ${maxTokens} tokens; ${device}`,
    ...(template === null ? [] : [`- chat template, sha256 \`${template}\``]),
    ...notes.map((note) => `- ${escapeCell(note)}`),
  ];
}

function fileWords({ name, bytes, sha256 }: ReportFile): string {
  return `${escapeCell(name)}, ${bytes} bytes, sha256 \`${sha256}\``;
}
