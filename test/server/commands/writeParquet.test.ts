import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parquetReadObjects } from 'hyparquet';
import { asyncBufferFromFile } from 'hyparquet/src/node.js';
import { expect, test } from 'vitest';
import { writeScores } from '../../../server/commands/score/writeScores';
import type { ScoreRow } from '../../../src/rewards/scores/ScoreRow';

const origin = { checkpoint: 'c'.repeat(64), precision: 'q4' };

function scoredRow(row: number): ScoreRow {
  const rewards = [Math.fround(row / 7), -1.5];
  return {
    row,
    state: 'scored',
    item: `item ${row}`,
    source: row % 3 === 0 ? 'naïve ✓' : 'plain',
    columns: ['chosen', 'rejected'],
    responses: [`a${row}`, `b${row}`],
    ranks: [0, 1],
    rewards,
    states: ['scored', 'scored'],
    tokens: [row, 12],
    margin: (rewards[0] ?? 0) + 1.5,
    p: 0.75,
    reason: null,
  };
}

const awkward: ScoreRow[] = [
  scoredRow(1),
  {
    ...scoredRow(2),
    state: 'too_long',
    ranks: null,
    rewards: [null, 2.5],
    states: ['too_long', 'scored'],
    margin: null,
    p: null,
  },
  {
    row: 3,
    state: 'bad_row',
    item: null,
    source: null,
    columns: [],
    responses: [],
    ranks: null,
    rewards: [],
    states: [],
    tokens: [],
    margin: null,
    p: null,
    reason: 'no "prompt"',
  },
];

async function* each(rows: Iterable<ScoreRow>): AsyncGenerator<ScoreRow> {
  yield* rows;
}

async function write(rows: Iterable<ScoreRow>): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'assay-parquet-')), 'scores.parquet');
  await writeScores(each(rows), origin, path, 'parquet');
  return path;
}

test('rows come back from Parquet as they went in, empty lists and missing rewards among them', async () => {
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(await write(awkward)) });
  expect(rows.map((row) => ({ ...row, row: Number(row['row']), ranks: row['ranks'] ?? null }))).toEqual(
    awkward.map((row) => ({ ...row, ...origin })),
  );
});

test('an output of no rows is a Parquet file too', async () => {
  expect(await parquetReadObjects({ file: await asyncBufferFromFile(await write([])) })).toEqual([]);
});

const python = fileURLToPath(new URL('../../../trainer/.venv/bin/python', import.meta.url));

const readWithPython = `
import json, sys
import pyarrow.parquet as pq
from datasets import Dataset
file = pq.ParquetFile(sys.argv[1])
rows = Dataset.from_parquet(sys.argv[1], cache_dir=sys.argv[2])
picked = [rows[n] for n in (0, 1, 2, len(rows) - 1)]
print(json.dumps({"groups": file.metadata.num_row_groups, "length": len(rows), "picked": picked,
  "types": {field.name: str(field.type) for field in file.schema_arrow}}))
`;

test.runIf(existsSync(python))(
  'pyarrow and datasets read the file: lists are lists, missing is null, many row groups',
  { timeout: 120_000 },
  async () => {
    const path = await write(
      (function* () {
        yield* awkward;
        for (let row = 4; row <= 40_000; row++) yield scoredRow(row);
      })(),
    );
    const { stdout } = await promisify(execFile)(python, ['-c', readWithPython, path, `${path}.cache`], {
      env: { ...process.env, HF_HUB_OFFLINE: '1', HF_HOME: `${path}.home` },
    });
    const { groups, length, picked, types } = JSON.parse(stdout) as Record<string, unknown>;
    expect({ groups, length }).toEqual({ groups: 3, length: 40_000 });
    expect(picked).toEqual([...awkward, scoredRow(40_000)].map((row) => ({ ...row, ...origin })));
    expect(types).toMatchObject({ row: 'int64', rewards: 'list<element: double>', margin: 'double', item: 'string' });
  },
);
