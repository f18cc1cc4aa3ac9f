import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MemoryFolder } from '../../../src/engine/files/MemoryFolder';
import { makeBackup } from '../../../src/pairs/backup/makeBackup';
import { canonicalJson } from '../../../src/pairs/canonicalJson';
import { sealEvent } from '../../../src/verdicts/sealEvent';
import type { Choice, LedgerEvent } from '../../../src/verdicts/VerdictEvent';
import { MemoryBackupStore } from '../../pairs/support/MemoryBackupStore';
import { importText } from '../../pairs/support/importText';
import { runData } from './support/runData';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-verdicts-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const inFolder = (name: string) => join(folder, name);
const rows = [
  { prompt: 'a', chosen: 'b', rejected: 'c' },
  { prompt: 'd', chosen: 'e', rejected: 'f' },
];
const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');

function verdict(pair: string, choice: Choice, seq: number): LedgerEvent {
  const data = {
    choice,
    visibility: 'blind' as const,
    left: 'first' as const,
    rationale: 'says so\u2028in two lines',
    reasons: [],
    elapsedMs: 1000,
    queueReason: 'random',
    protocol: 'default',
  };
  const place = {
    id: `00000000-0000-7000-8000-00000000000${seq}`,
    storeId: '4a1c2f9e-5b7d-4c11-9a2e-0d6f3b8e7a55',
    client: 'c0ffee00-1234-4abc-8def-0123456789ab',
    seq,
    at: `2026-01-01T00:00:0${seq}.000Z`,
  };
  return sealEvent({ type: 'verdict', pair, supersedes: [], data }, place);
}

/** A backup in which the first pair is judged against its source, clearly. */
async function writeBackup(extra: string[] = []): Promise<string> {
  const { items } = await importText('rows.jsonl', text);
  const [item] = items;
  const strength = item?.label?.ranks[0] === 0 ? 2 : -2;
  const event = verdict(item?.id ?? '', { kind: 'preference', strength }, 1);
  await writeFile(inFolder('backup.jsonl'), [canonicalJson(event), ...extra].join('\n'));
  return inFolder('backup.jsonl');
}

async function convert(...more: string[]) {
  await writeFile(inFolder('rows.jsonl'), text);
  const out = ['--to', 'trl-reward', '--out', inFolder('out.jsonl'), '--json'];
  return runData(['convert-data', inFolder('rows.jsonl'), ...out, ...more]);
}
const written = async () =>
  (await readFile(inFolder('out.jsonl'), 'utf8'))
    .trimEnd()
    .split('\n')
    .map(
      (line) => JSON.parse(line) as { prompt: { content: string }[]; chosen: { content: string }[]; margin?: number },
    );

describe('--verdicts', () => {
  test('makes labels gold, and only gold leaves; its margin is the strength', async () => {
    const { code, out } = await convert('--verdicts', await writeBackup(), '--margin', '0.5');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ export: { rows: 1, stayOut: [{ reason: 'unlabelled', pairs: 1 }] } });
    expect(await written()).toMatchObject([
      { prompt: [{ content: 'a' }], chosen: [{ content: 'c' }], rejected: [{ content: 'b' }], margin: 1 },
    ]);
  });

  test('--labels corrected: gold where there is gold, else the source', async () => {
    expect((await convert('--verdicts', await writeBackup(), '--labels', 'corrected')).code).toBe(0);
    const chosen = (await written()).map((row) => [row.prompt[0]?.content, row.chosen[0]?.content]).sort();
    expect(chosen).toEqual([
      ['a', 'c'],
      ['d', 'e'],
    ]);
  });

  test('an altered verdict is left out, named, and ends it with 3', async () => {
    const forged = canonicalJson({
      ...verdict('f'.repeat(64), { kind: 'both_bad' }, 2),
      at: '2026-01-01T00:00:09.000Z',
    });
    const { code, out, error } = await convert('--verdicts', await writeBackup([forged, '{"half']));
    expect(code).toBe(3);
    const { verdicts } = (JSON.parse(out) as { export: { verdicts: { events: number; rejected: string[] } } }).export;
    expect(verdicts.events).toBe(1);
    expect(verdicts.rejected[0]).toMatch(/^line 2: Event .* was altered/);
    expect(verdicts.rejected[1]).toMatch(/^line 3: not valid JSON/);
    expect(error).toContain('2 lines of the backup left out');
  });

  test('verdicts of pairs that are not there are counted', async () => {
    const other = canonicalJson(verdict('e'.repeat(64), { kind: 'skip' }, 2));
    const { out, error } = await convert('--verdicts', await writeBackup([other]));
    expect(JSON.parse(out)).toMatchObject({ export: { verdicts: { events: 2, pairsElsewhere: 1, rejected: [] } } });
    expect(error).toContain('1 pair with verdicts not among these data');
  });

  test.each([
    [['--labels', 'gold'], 1, /--labels gold: nothing holds verdicts/],
    [['--verdicts', '/no/such'], 1, /\/no\/such cannot be read/],
  ])('%j ends with %i and says what to do', async (args, wanted, words) => {
    const { code, error } = await convert(...args);
    expect(error).toMatch(words);
    expect(code).toBe(wanted);
  });

  test.each(['jsonl', 'csv', 'parquet'])('verdicts that left in everything as %s come back by it', async (profile) => {
    const everything = inFolder(`all.${profile}`);
    const backup = await writeBackup();
    await writeFile(inFolder('rows.jsonl'), text);
    await runData(['convert-data', inFolder('rows.jsonl'), '--to', profile, '--out', everything, '--verdicts', backup]);
    const { out } = await convert('--verdicts', everything);
    expect(JSON.parse(out)).toMatchObject({
      export: { rows: 1, verdicts: { events: 1, pairsElsewhere: 0, rejected: [] } },
    });
    expect(await written()).toMatchObject([{ chosen: [{ content: 'c' }], rejected: [{ content: 'b' }] }]);
  });

  test.each(['jsonl', 'csv', 'parquet'])(
    'verdicts in rows of everything as %s come along by themselves',
    async (profile) => {
      const everything = inFolder(`all.${profile}`);
      await writeFile(inFolder('rows.jsonl'), text);
      const made = ['--to', profile, '--out', everything, '--verdicts', await writeBackup()];
      await runData(['convert-data', inFolder('rows.jsonl'), ...made]);
      const gold = ['--to', 'trl-reward', '--out', inFolder('out.jsonl'), '--labels', 'gold'];
      expect((await runData(['convert-data', everything, ...gold])).code).toBe(0);
      expect(await written()).toMatchObject([{ chosen: [{ content: 'c' }], rejected: [{ content: 'b' }] }]);
      await runData(['convert-data', everything, '--to', 'jsonl', '--out', inFolder('again.jsonl')]);
      const again = (await readFile(inFolder('again.jsonl'), 'utf8')).trimEnd().split('\n');
      const verdicts = again.flatMap((line) => (JSON.parse(line) as { verdicts: LedgerEvent[] }).verdicts);
      expect(verdicts).toMatchObject([{ type: 'verdict', data: { rationale: 'says so\u2028in two lines' } }]);
    },
  );

  test('a verdict that was altered in the rows of everything is left out, named, and ends it with 3', async () => {
    await writeFile(inFolder('rows.jsonl'), text);
    const made = ['--to', 'jsonl', '--out', inFolder('all.jsonl'), '--verdicts', await writeBackup()];
    await runData(['convert-data', inFolder('rows.jsonl'), ...made]);
    const altered = (await readFile(inFolder('all.jsonl'), 'utf8')).replace('"strength":2,', '"strength":3,');
    await writeFile(inFolder('altered.jsonl'), altered.replace('"visibility":"blind"', '"visibility":"revealed"'));
    const out = ['--to', 'trl-reward', '--out', inFolder('out.jsonl'), '--json'];
    const { code, error } = await runData(['convert-data', inFolder('altered.jsonl'), ...out]);
    expect(code).toBe(3);
    expect(error).toMatch(/altered\.jsonl, item \d: Event .* was altered/);
  });

  test('a backup of everything in one file is one, too', async () => {
    const store = new MemoryBackupStore();
    const { items } = await importText('rows.jsonl', text);
    store.ledger.push(verdict(items[0]?.id ?? '', { kind: 'both_bad' }, 1));
    const run = { folder: new MemoryFolder(), madeAt: '2026-01-01T00:00:00.000Z', onProgress: () => undefined };
    const { content } = await makeBackup({ store, ...run, signal: { aborted: false } });
    await writeFile(inFolder('backup.zip'), new Uint8Array(await content.arrayBuffer()));
    const { code, out } = await convert('--verdicts', inFolder('backup.zip'), '--labels', 'corrected');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      export: { rows: 1, stayOut: [{ reason: 'both_bad', pairs: 1 }], verdicts: { events: 1, pairsElsewhere: 0 } },
    });
  });

  test('a file without verdicts is refused', async () => {
    await writeFile(inFolder('rows.jsonl'), text);
    const { code, error } = await convert('--verdicts', inFolder('rows.jsonl'));
    expect(code).toBe(1);
    expect(error, 'the data are read first').not.toContain('2 rows');
    expect(error).toContain('no verdict can be taken from it: it holds none');
  });
});
