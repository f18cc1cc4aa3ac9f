import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readEvaluation } from '../../../src/studio/models/readEvaluation';
import { readModelCard } from '../../../src/studio/models/readModelCard';

const folder = new URL('../../../public/models/demo/', import.meta.url);

test("the demo checkpoint's card says what it is good for and what not", () => {
  const card = readModelCard(readFileSync(new URL('README.md', folder), 'utf8'));
  expect(card.licence).toBe('apache-2.0');
  expect(card.summary).not.toMatch(/[`*[\]]/);
  const titles = card.sections.map(({ title }) => title);
  expect(titles).toEqual(expect.arrayContaining(['Good for', 'Not good for', 'Limits']));
  expect(card.sections.find(({ title }) => title === 'Not good for')?.points.length).toBeGreaterThan(2);
});

test("the demo checkpoint's held-out figures lie inside their intervals", () => {
  const sources = readEvaluation(JSON.parse(readFileSync(new URL('eval.json', folder), 'utf8')));
  expect(sources.length).toBeGreaterThan(1);
  for (const { model } of sources) {
    expect(model.accuracy).toBeGreaterThanOrEqual(model.low);
    expect(model.accuracy).toBeLessThanOrEqual(model.high);
  }
});

test('a card without front matter, tables and code is read as prose', () => {
  const card = readModelCard('# T\n\nOne *two*\nthree.\n\n## A\n- [x](y) z\n- w\n  v\n\n| a |\n|---|\n\n    code\n');
  expect(card.summary).toBe('One two three.');
  expect(card.sections).toEqual([{ title: 'A', paragraphs: [], points: ['x z', 'w v'] }]);
});

test('figures that are missing are named', () => {
  expect(() => readEvaluation({ test: { all: { pairs: 3 } } })).toThrow('all.model');
  expect(() => readEvaluation([])).toThrow('eval.json');
});
