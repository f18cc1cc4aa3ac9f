import type { BenchmarkResult, MissingReason } from '../BenchmarkResult';
import { missingReasons } from './missingReasons';
import { escapeCell, tableMarkdown } from './tableMarkdown';

/** Missing items that a report names; the JSON report has all. */
const named = 20;

/** What does not count, and why. */
export function missingMarkdown({ subsets, missing }: BenchmarkResult): string[] {
  const incomplete = subsets.filter(({ expected, found, scored }) => scored < Math.max(expected ?? 0, found));
  if (incomplete.length === 0) return [];
  const rows = incomplete.map(({ subset, expected, found, scored }) => [
    subset,
    expected === null ? '?' : String(expected),
    String(found),
    String(scored),
  ]);
  const table = tableMarkdown(['Subset', 'Complete', 'In the data', 'Counted'], rows, [1, 2, 3]);
  return ['## Missing', table, ...missingItems(missing)];
}

function missingItems(missing: BenchmarkResult['missing']): string[] {
  if (missing.length === 0) return [];
  const counts = (Object.keys(missingReasons) as MissingReason[]).flatMap((reason) => {
    const count = missing.filter((one) => one.reason === reason).length;
    return count === 0 ? [] : [`${count} with ${missingReasons[reason]}`];
  });
  const lines = missing.slice(0, named).map(({ id, reason }) => `- ${escapeCell(id)}: ${missingReasons[reason]}`);
  if (missing.length > named) lines.push(`- and ${missing.length - named} more`);
  return [`${missing.length} items of the data do not count: ${counts.join(', ')}.`, lines.join('\n')];
}
