import { page } from 'vitest/browser';
import { afterEach, expect, test, vi } from 'vitest';
import { storageLossSetting } from '../../../src/store/openDatabase';
import { openStore } from '../../../src/store/openStore';
import { openStudio, trlFile, type OpenStudio } from '../load/openStudio';

let open: OpenStudio;

afterEach(async () => {
  await open.close();
});

test('Home resumes what is open, and removing a data set asks first and keeps its verdicts', async () => {
  open = await openStudio('#/home');
  const { studio } = open;
  const name = `home-${crypto.randomUUID()}.jsonl`;
  await studio.importing.take([trlFile(name, 3, name)]);
  await studio.importing.start();
  const pair = studio.open?.pairId(1) ?? '';
  const data = { choice: { kind: 'preference', strength: 1 } as const, visibility: 'blind' as const };
  const rest = {
    left: 'first' as const,
    rationale: '',
    reasons: [],
    elapsedMs: 900,
    queueReason: '',
    protocol: 'test',
  };
  await studio.append([{ type: 'verdict', pair, supersedes: [], data: { ...data, ...rest } }]);
  await vi.waitFor(() => expect(open.text()).toContain('1 of 3 pairs gold'));
  expect(open.text()).toContain('2 left');
  await page.getByRole('button', { name: `Remove ${name}` }).click();
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  expect(studio.dataSets.some((dataSet) => dataSet.name === name)).toBe(true);
  await page.getByRole('button', { name: `Remove ${name}` }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await vi.waitFor(() => expect(studio.dataSets.some((dataSet) => dataSet.name === name)).toBe(false));
  expect(studio.fold.label(pair)?.gold).toBe(true);
});

test('that the browser threw its storage away, and what came back, stands in every room until it is noted', async () => {
  const store = await openStore();
  const loss = { at: '2026-11-23T08:00:00.000Z', reason: 'checksum mismatch', regained: 12 };
  await store.putSetting(storageLossSetting, loss);
  open = await openStudio('#/models');
  await vi.waitFor(() => expect(open.text()).toContain('It found its storage damaged (checksum mismatch).'));
  expect(open.text()).toContain('12 verdict events and the data sets came back');
  await page.getByRole('button', { name: 'Noted' }).click();
  await vi.waitFor(async () => expect(await store.setting(storageLossSetting)).toBeNull());
  expect(open.text()).not.toContain('checksum mismatch');
  store.close();
});

test('a sample loads by one click, with the line that its licence asks for', async () => {
  open = await openStudio('#/home');
  await page.getByRole('button', { name: 'Load LLMBar Adversarial, Manual' }).click();
  await vi.waitFor(() => expect(open.text()).toContain('46 pairs loaded'), { timeout: 20_000 });
  expect(open.text()).toContain('Princeton Natural Language Processing, MIT');
  const id = open.studio.open?.dataSet.id;
  if (id) await open.studio.removeDataSet(id);
});
