import { guardFormula } from '../../pairs/containers/formulaGuard';
import type { BenchmarkReport } from './BenchmarkReport';

const columns = [
  'benchmark',
  'model',
  'key',
  'title',
  'level',
  'convention',
  'value',
  'low',
  'high',
  'items',
  'partial',
  'seed',
  'draws',
  'assay',
  'model_sha256',
  'data_sha256',
];

/** One line a figure, shares from 0 to 1 to their last digit; settings and digests stand in every line. */
export function reportCsv({ version, data, model, result }: BenchmarkReport): string {
  const digests = (files: readonly { sha256: string }[]) => files.map(({ sha256 }) => sha256).join(' ');
  const modelDigest = model.kind === 'checkpoint' ? model.digest : digests(model.files);
  const lines = result.figures.map(({ key, title, level, convention, value, low, high, items, isPartial }) => [
    result.benchmark,
    model.name,
    key,
    title,
    level,
    convention,
    value,
    low,
    high,
    items,
    isPartial,
    result.seed,
    result.draws,
    version,
    modelDigest,
    digests(data),
  ]);
  return [columns, ...lines].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

/** Quoted where RFC 4180 asks for it. A beginning that a spreadsheet would take for a formula is quoted as text. */
function cell(value: string | number | boolean | null): string {
  if (value === null) return '';
  const text = typeof value === 'string' ? guardFormula(value) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
