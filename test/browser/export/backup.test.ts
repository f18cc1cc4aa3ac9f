import { proxy, wrap, type Remote } from 'comlink';
import { afterEach, expect, test } from 'vitest';
import type { BackupContract } from '../../../src/pairs/backup/contract';
import { openLedger } from '../../../src/store/openLedger';
import { openStore } from '../../../src/store/openStore';
import { LabelFold } from '../../../src/verdicts/LabelFold';
import type { LedgerEvent } from '../../../src/verdicts/VerdictEvent';
import { blindDraft, madeData, madeId, prefer } from '../../verdicts/madeEvents';
import { freshName } from '../storeHelpers';

type TestedWorker = BackupContract & { load(id: string, name: string, text: string): Promise<void> };

const workers: Worker[] = [];
const ids = ['01a2b3c4-0000-7000-8000-00000000000a', '01a2b3c4-0000-7000-8000-00000000000b'] as const;
const silent = proxy(() => undefined);

afterEach(() => {
  for (const worker of workers.splice(0)) worker.terminate();
});

function startWorker(database: string): Remote<TestedWorker> {
  const address = new URL('./backupWorker.ts', import.meta.url);
  const worker = new Worker(address, { type: 'module', name: database });
  workers.push(worker);
  return wrap<TestedWorker>(worker);
}

const lines = (count: number, mark: string) =>
  Array.from({ length: count }, (_, n) =>
    JSON.stringify({ prompt: `Question ${String(n)} ${mark}`, chosen: 'Seven. \ud83e\udd8a', rejected: 'Nine.' }),
  ).join('\n');

/** One browser profile's storage: two data sets, verdicts, rewards and settings. */
async function filled(database: string) {
  const worker = startWorker(database);
  await worker.load(ids[0], 'first.jsonl', lines(700, 'a'));
  await worker.load(ids[1], 'second.jsonl', lines(5, 'b'));
  const [store, ledger] = [await openStore(database), await openLedger(database)];
  const { id } = await store.item(ids[0], 3);
  const data = madeData(prefer(-2));
  await ledger.append([{ type: 'verdict', pair: id, supersedes: [], data }, blindDraft(4, prefer(1))]);
  await store.putRewards([{ checkpoint: 'a', response: madeId(1), reward: 2.5, tokens: 7 }]);
  await store.putSetting('queue-seed:x', 'seed');
  await store.putSetting('revealed-pairs:0', [madeId(9)]);
  return { worker, store, ledger, judged: id };
}

async function restoreInto(database: string, file: Blob, name = 'backup.zip') {
  const ledger = await openLedger(database);
  const take = proxy(async (events: LedgerEvent[]) => void (await ledger.merge(events)));
  const report = await startWorker(database).restore(file, name, take, silent);
  return { report, ledger, store: await openStore(database) };
}

test('a backup of one profile restores whole into another one, and once more adds nothing', async () => {
  const [from, into] = [freshName(), freshName()];
  const one = await filled(from);
  const backup = await one.worker.make(silent);
  expect(backup).toMatchObject({ events: 2, dataSets: 2, rewards: 1, leftOut: [] });
  const other = await restoreInto(into, backup.content);
  expect(other.report).toMatchObject({ refused: [], revealed: [madeId(9)], settings: { added: 1, known: 0 } });
  expect(await other.ledger.events()).toEqual(await one.ledger.events());
  expect(await other.store.dataSets()).toEqual(await one.store.dataSets());
  for (const id of ids) {
    const { length, ...index } = await other.store.pairIndex(id);
    expect({ length, ...index }).toEqual(await one.store.pairIndex(id));
    expect(await other.store.items(id, 0, length)).toEqual(await one.store.items(id, 0, length));
  }
  expect(await other.store.rewards('a')).toEqual(await one.store.rewards('a'));
  expect(await other.store.setting('queue-seed:x')).toBe('seed');
  const fold = new LabelFold();
  fold.add(await other.ledger.events());
  expect(fold.label(one.judged)).toMatchObject({ gold: true });
  const again = await restoreInto(into, backup.content);
  expect(again.report).toMatchObject({
    dataSets: { added: [], known: ['first.jsonl', 'second.jsonl'] },
    rewards: { added: 0, known: 1 },
    refused: [],
  });
  expect(await again.ledger.events()).toHaveLength(2);
});

test('a damaged part is refused by name and leaves no folder; the rest is restored', async () => {
  const [from, into] = [freshName(), freshName()];
  const { content } = await (await filled(from)).worker.make(silent);
  const bytes = new Uint8Array(await content.arrayBuffer());
  const text = new TextDecoder('latin1').decode(bytes);
  const at = text.indexOf('Question 650 a');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  const { report, store } = await restoreInto(into, new Blob([bytes]));
  expect(report.refused).toMatchObject([{ part: `data set ${ids[0]}`, reason: expect.stringMatching(/damaged/) }]);
  expect((await store.dataSets()).map(({ name }) => name)).toEqual(['second.jsonl']);
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(`${into}-data-sets`);
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  expect(names).toEqual([ids[1]]);
});

test('a data set that was removed is not in the backup', async () => {
  const from = freshName();
  const { worker, store } = await filled(from);
  await store.removeDataSet(ids[1]);
  expect(await worker.make(silent)).toMatchObject({ dataSets: 1, leftOut: [] });
});
