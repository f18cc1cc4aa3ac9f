import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { FinalFacts } from '../../../src/curation/final/FinalFacts';
import { finalCard, ownCard } from '../../../src/curation/final/finalCard';
import { goldEce } from '../../../src/curation/final/goldEce';
import { labelCodes } from '../../../src/pairs/PairIndex';
import { comparePaired, type PairedComparison } from '../../../src/rewards/paired/comparePaired';

const golden = new URL('../../files/cards/final-model.md', import.meta.url);

/** Forty pairs on which the one model is right `right` times; the other gets the first `other` right. */
function compared(right: number, other: number): PairedComparison {
  const rewards = (isRight: boolean) => (isRight ? ([1, 0] as const) : ([0, 1] as const));
  const rows = Array.from({ length: 40 }, (_, at) => ({
    label: labelCodes.first,
    older: rewards(at < other),
    newer: rewards(at < right),
  }));
  const found = comparePaired(rows);
  if (found === null) throw new Error('There are pairs.');
  return found;
}

const ece = goldEce([1, 1, -1, 2]);

const facts: FinalFacts = {
  plan: 'weekly',
  versions: { plan: 'weekly', rules: '1' },
  dataLicence: 'cc-by-4.0',
  dataSet: { sha256: 'a'.repeat(64), key: 'b'.repeat(64), gold: 1_234, silver: 56_789, flipped: 12 },
  run: 'train-final-0123456789abcdef',
  card: '---\nbase_model: org/base\ntags: [reward-model]\n---\n# train-final\n\nA Bradley-Terry reward model.\n',
  base: 'org/base',
  baseLicence: 'apache-2.0',
  settings: { epochs: '1', precision: 'bfloat16' },
  gold: { pairs: 40, accuracy: compared(36, 36).newer, ece },
  withoutReward: 2,
  rivals: [
    { what: 'selected', id: 'trained:1', comparison: compared(36, 34), ece },
    { what: 'in_use', id: 'helpful@3', comparison: compared(36, 20), ece },
  ],
};

test('the card is the golden one', () => {
  const card = finalCard(facts);
  if (process.env['ASSAY_WRITE_GOLDEN']) writeFileSync(golden, card);
  expect(card).toBe(readFileSync(golden, 'utf8'));
});

test('a card that has been added to gets the same again, and its training’s part is what it was', () => {
  const card = finalCard(facts);
  expect(finalCard({ ...facts, card })).toBe(card);
  expect(finalCard({ ...facts, card: finalCard({ ...facts, plan: 'other' }) })).toBe(card);
  expect(ownCard(finalCard({ ...facts, baseLicence: null }))).toBe(facts.card);
  expect(parse(card.split('---')[1] ?? '')).toMatchObject({ license: 'apache-2.0', base_model: 'org/base' });
});

test('what it beats, what beats it and what nobody can tell are three things', () => {
  const against = (comparison: PairedComparison) =>
    finalCard({ ...facts, rivals: [{ what: 'in_use', id: 'm@1', comparison, ece }] });
  expect(against(compared(36, 20))).toContain('It beats the model in use, m@1.');
  expect(against(compared(20, 36))).toContain('It is worse than the model in use, m@1.');
  expect(against(compared(36, 35))).toContain('It does not beat the model in use, m@1');
  expect(finalCard({ ...facts, gold: null, rivals: [] })).toContain('Nothing is known: the plan has no gold pair');
});

test('texts from outside stay texts: no row, no heading, no element, no field of theirs', () => {
  const evil = 'x`|\n## Beaten\n<script>alert(1)</script>[a](javascript:b)\n---\nlicense: evil';
  const card = finalCard({
    ...facts,
    plan: evil,
    versions: { rules: evil },
    dataLicence: evil,
    base: evil,
    baseLicence: evil,
    settings: { epochs: evil },
    rivals: [{ what: 'in_use', id: evil, comparison: compared(36, 20), ece }],
  });
  const body = card.slice(card.indexOf('<!-- curation -->'));
  expect(body).not.toMatch(/(?<!\\)<script/);
  expect(body).not.toMatch(/^## Beaten/m);
  expect(body).not.toMatch(/(?<!\\)\[a/);
  expect(card.split('\n').filter((line) => line.startsWith('license:'))).toEqual([`license: ${JSON.stringify(evil)}`]);
  expect((parse(card.split('\n---\n')[0] ?? '') as { license: string }).license).toBe(evil);
});
