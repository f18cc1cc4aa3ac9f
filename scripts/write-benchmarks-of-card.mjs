/**
 * Writes the section "Benchmarks" of the demo model's card from JSON reports: `node scripts/write-benchmarks-of-card.mjs
 * REPORT.json ...`, as `assay benchmark` and `scripts/benchmark-demo.mjs` make them. A section that is there is replaced.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const card = new URL('../public/models/demo/README.md', import.meta.url);
const title = '## Benchmarks';
/** The section stands before this one. */
const next = '## Good for';

const reports = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path, 'utf8')));
if (reports.length === 0) {
  console.error('Give the reports: node scripts/write-benchmarks-of-card.mjs REPORT.json ...');
  process.exit(2);
}

/** @param {number} share */
const percent = (share) => (share * 100).toFixed(1);

/** @param {typeof reports[number]} report */
function rowsOf({ title: benchmark, result }) {
  const of = (/** @type {string[]} */ keys) =>
    result.subsets
      .filter((/** @type {{ subset: string }} */ { subset }) => keys.includes(subset))
      .reduce((/** @type {number} */ sum, /** @type {{ expected: number }} */ { expected }) => sum + expected, 0);
  const shown = result.figures.filter(
    (/** @type {{ level: string, items: number }} */ { level, items }) => level !== 'detail' && items > 0,
  );
  return shown.map(
    (
      /** @type {{ title: string, convention: string | null, value: number, low: number, high: number, items: number, subsets: string[] }} */ figure,
    ) => {
      const convention = figure.convention === null ? '' : ` (${figure.convention})`;
      return `| ${benchmark} | ${figure.title}${convention} | ${percent(figure.value)} (${percent(figure.low)} to ${percent(figure.high)}) | ${figure.items} of ${of(figure.subsets)} |`;
    },
  );
}

const section = [
  title,
  '',
  'Percent by the official metrics, in brackets the 95 % interval of 1,000 bootstrap draws (seed 1); chance is 50. Texts of more',
  'than 1024 tokens have no reward, and parts of the benchmarks are not in the data: a figure over fewer items than the',
  'complete benchmark has is partial. Chromium (WASM) and Node give the same figures.',
  '',
  '| benchmark | figure | % | items |',
  '|---|---|---|---|',
  ...reports.flatMap(rowsOf),
  '',
  '',
].join('\n');

const text = readFileSync(card, 'utf8');
const end = text.indexOf(next);
const start = text.includes(title) ? text.indexOf(title) : end;
writeFileSync(card, text.slice(0, start) + section + text.slice(end));
