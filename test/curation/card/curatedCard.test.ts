import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { curatedCard } from '../../../src/curation/card/curatedCard';
import type { CuratedData } from '../../../src/curation/card/CuratedData';

const golden = new URL('../../files/curation/curated/README.md', import.meta.url);

const data: CuratedData = {
  plan: 'tiny',
  versions: { plan: 'tiny', rules: '1' },
  license: 'cc-by-4.0',
  fold: 'adjudicated',
  steps: [
    { step: 'merge@1', gold: 2, silver: 1, flipped: 0 },
    { step: 'recycle', gold: 0, silver: 2, flipped: 1 },
  ],
  protocols: [['default@1', 2]],
  sources: [
    ['shop | "two"', 3],
    ['', 2],
  ],
  judges: ['judge-one@1', 'judge_two@2026'],
};

/** What `datasets` reads of a card. */
function headOf(card: string): unknown {
  return parse(card.split('---\n')[1] ?? '');
}

/** Set it to write the file anew; then read what has changed. */
const writes = process.env['ASSAY_WRITE_GOLDEN'] === '1';

test('the card of a curated data set counts gold, silver and flipped labels and names plan, rules, licence and the command that trains it', () => {
  const card = curatedCard(data, 'dataset.jsonl');
  if (writes) writeFileSync(golden, card);
  expect(card).toBe(readFileSync(golden, 'utf8'));
  expect(card).toContain('| all | 5 | 2 | 3 | 1 |');
  expect(card).toContain('Made by plan tiny, rules 1.');
  expect(headOf(card)).toMatchObject({
    license: 'cc-by-4.0',
    configs: [{ config_name: 'default', data_files: [{ split: 'train', path: 'dataset.jsonl' }] }],
  });
});

test('what comes from outside is text: neither a source nor a licence becomes markup, a column or a line of the head', () => {
  const hostile = '# x\n---\n| <img src=x> | `rm -rf` [a](b)';
  const card = curatedCard({ ...data, license: hostile, sources: [[hostile, 1]] }, 'dataset.jsonl');
  expect(headOf(card)).toMatchObject({ license: hostile });
  const body = card.slice(card.indexOf('\n# tiny'));
  expect(body).not.toMatch(/(^|[^\\])(<img|\[a\])|^# x/m);
  expect(body).toContain('| # x --- \\| \\<img src=x\\> \\| \\`rm -rf\\` \\[a\\](b) | 1 |');
});

test('a plan without a licence says whose licences apply, and claims none for the Hub', () => {
  const card = curatedCard({ ...data, license: null }, 'dataset.jsonl');
  expect(headOf(card)).not.toHaveProperty('license');
  expect(card).toContain('The plan names no licence: those of the sources apply.');
});
