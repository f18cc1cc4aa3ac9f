import { benchmarks } from '../benchmarks';
import { meanOfSeven, sevenNames } from '../meanOfSeven';
import { publishedTables } from '../published/publishedTables';
import type { PublishedTable } from '../published/PublishedTable';
import { sevenBenchmarks } from '../published/sevenBenchmarks';
import type { BenchmarkReport } from './BenchmarkReport';
import { percentWords } from './percentWords';
import { tableMarkdown } from './tableMarkdown';

const missingSign = '–';

/** The model among the published ones, with the plain mean of the seven. A missing benchmark is missing, and so is the mean then. */
export function sevenMarkdown({ model, seven }: BenchmarkReport): string {
  const { mean, missing } = meanOfSeven(seven);
  const own = sevenNames.map((name) => {
    const figure = seven[name];
    return figure ? `${percentWords(figure.value)}${figure.isPartial ? ' (partial)' : ''}` : missingSign;
  });
  const head = ['Model', ...sevenNames.map(titleOf), 'Mean'];
  const rows = [[`**${model.name}**`, ...own, percentWords(mean)], ...publishedRows(sevenBenchmarks)];
  const table = tableMarkdown(head, rows, numericOf(head));
  const why = missing.length === 0 ? '' : `No mean of seven; missing or partial: ${missing.map(titleOf).join(', ')}. `;
  return `${table}\n\n${why}Published figures: ${sevenBenchmarks.source}.`;
}

/** Tables of others for this benchmark, with the model's own figures as the first row. */
export function publishedMarkdown({ model, result, headline }: BenchmarkReport): string[] {
  const figures = new Map(result.figures.map((figure) => [figure.key, figure]));
  const tables = publishedTables.filter(({ benchmark }) => benchmark === result.benchmark);
  return tables.flatMap((published) => {
    const own = published.keys.map((key) => figures.get(key));
    if (own.every((figure) => figure === undefined)) return [];
    const head = ['Model', ...published.keys.map((key) => figures.get(key)?.title ?? key)];
    const cells = own.map((figure) => {
      const value = percentWords(figure?.value ?? null);
      return figure?.isPartial && figure.value !== null ? `${value} (partial)` : value;
    });
    const rows = [[`**${model.name}**`, ...cells], ...publishedRows(published)];
    const table = tableMarkdown(head, rows, numericOf(head));
    return [`## ${published.title}`, `${table}\n\nPublished figures: ${published.source}.${only(published, headline)}`];
  });
}

function titleOf(wanted: string): string {
  return benchmarks.find(({ name }) => name === wanted)?.title ?? wanted;
}

function publishedRows({ rows, unit }: PublishedTable): string[][] {
  const scale = unit === 'percent' ? 1 : 100;
  return rows.map(([model, values]) => [
    model,
    ...values.map((value) => (value === null ? missingSign : (value * scale).toFixed(1))),
  ]);
}

function only({ keys }: PublishedTable, headline: string): string {
  return keys.includes(headline) ? '' : ' Not the figure of the table of seven.';
}

function numericOf(head: readonly string[]): number[] {
  return head.map((_, at) => at).slice(1);
}
