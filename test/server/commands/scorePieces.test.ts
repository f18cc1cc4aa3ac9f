import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Interruption } from '../../../server/commands/Interruption';
import type { InputRow } from '../../../src/rewards/scores/InputRow';
import { Journal } from '../../../server/commands/score/Journal';
import { piecesOf } from '../../../server/commands/score/piecesOf';
import { scorePieces } from '../../../server/commands/score/scorePieces';
import type { ScoringProgress } from '../../../server/commands/score/ScoringProgress';
import { FakeScorer } from './support/fakeScorer';

let folder: string;
let journal: Journal;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-pieces-'));
  const input = { bytes: 1, sha256: 'x', format: 'y' };
  const header = { journal: 1, checkpoint: 'c', precision: 'f32', template: null, input } as const;
  journal = await Journal.open(join(folder, 'journal'), header, false);
});
afterEach(async () => {
  await journal.close();
  await rm(folder, { recursive: true });
});

function itemRow(n: number, text = ''): InputRow {
  const response = (name: string) => ({
    id: `${name}${n}`,
    messages: [{ role: 'assistant' as const, content: name + text }],
  });
  const responses = [response('a'), response('b')];
  const item = { id: `${n}`, prompt: [{ role: 'user' as const, content: `${n}` }], responses, label: null, meta: {} };
  return { kind: 'item', line: n + 1, item, responses: [0, 1].map((index) => ({ index, column: 'c' })) };
}

test('rows are read only as the engine answers: at most two pieces ahead', async () => {
  let read = 0;
  let answered = 0;
  let mostAhead = 0;
  const input = (async function* () {
    for (let chunk = 0; chunk < 300; chunk++) {
      const rows = Array.from({ length: 10 }, (_, at) => () => {
        mostAhead = Math.max(mostAhead, ++read - answered / 2);
        return itemRow(chunk * 10 + at);
      });
      yield { rows, estimatedRows: 3000 };
    }
  })();
  const scorer = new FakeScorer({ onStep: (soFar) => void (answered = soFar) });
  const seen: ScoringProgress[] = [];
  const view = { update: (progress: ScoringProgress) => void seen.push(progress), note: () => undefined };
  const pieces = piecesOf(input, (n) => journal.has(n));
  await scorePieces(pieces, scorer, journal, view, new Interruption());
  expect(journal.rows).toBe(3000);
  expect(mostAhead).toBeLessThan(2 * 256 + 20);
  expect(seen.at(-1)).toMatchObject({ doneRows: 3000, totalRows: 3000, secondsLeft: 0 });
});

test('long texts make small pieces', async () => {
  const input = (async function* () {
    yield { rows: Array.from({ length: 40 }, (_, n) => () => itemRow(n, 'x'.repeat(1024 * 1024))), estimatedRows: 40 };
  })();
  const sizes: number[] = [];
  for await (const { rows } of piecesOf(input, () => false)) sizes.push(rows.length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(4);
  expect(sizes.reduce((sum, size) => sum + size)).toBe(40);
});

test('an input that fails on the way ends the run with its error, and what was scored stays', async () => {
  const input = (async function* () {
    yield { rows: Array.from({ length: 300 }, (_, n) => () => itemRow(n)), estimatedRows: 600 };
    throw new Error('the disk is gone');
  })();
  const pieces = piecesOf(input, (n) => journal.has(n));
  const view = { update: () => undefined, note: () => undefined };
  await expect(scorePieces(pieces, new FakeScorer(), journal, view, new Interruption())).rejects.toThrow(
    'disk is gone',
  );
  expect(journal.rows).toBe(256);
});
