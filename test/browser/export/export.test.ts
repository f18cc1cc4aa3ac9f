import { page } from 'vitest/browser';
import { afterEach, expect, test, vi } from 'vitest';
import { canonicalJson } from '../../../src/pairs/canonicalJson';
import { entryBytes } from '../../../src/pairs/containers/zip/entryBytes';
import { readDirectory } from '../../../src/pairs/containers/zip/readDirectory';
import { backupOf } from '../../../src/studio/export/backupOf';
import { exportingOf } from '../../../src/studio/export/exportingOf';
import { zipFile } from '../../../src/pairs/export/zipFile';
import { sealEvent } from '../../../src/verdicts/sealEvent';
import type { Choice, EventDraft, LedgerEvent } from '../../../src/verdicts/VerdictEvent';
import { madeUuid } from '../../verdicts/madeEvents';
import { openStudio, trlFile, type OpenStudio } from '../load/openStudio';

let open: OpenStudio;

afterEach(async () => {
  for (const { id, name } of open.studio.dataSets) if (name.startsWith('export-')) await open.studio.removeDataSet(id);
  await open.close();
});

function verdict(pair: string, choice: Choice, visibility: 'blind' | 'revealed' = 'blind'): EventDraft {
  const data = { choice, visibility, left: 'first' as const, rationale: '', reasons: [], elapsedMs: 900 };
  return { type: 'verdict', pair, supersedes: [], data: { ...data, queueReason: 'order', protocol: 'test' } };
}

/** Imports six pairs of their own and judges five of them. */
async function judge(mark: string): Promise<void> {
  const { studio } = open;
  await studio.importing.take([trlFile(`export-${mark}.jsonl`, 6, mark)]);
  await studio.importing.start();
  const ids = Array.from({ length: 6 }, (_, row) => studio.open?.pairId(row) ?? '');
  const better: Choice = { kind: 'preference', strength: -2 };
  await studio.append([
    verdict(ids[0] ?? '', better),
    verdict(ids[1] ?? '', { kind: 'preference', strength: 3 }),
    verdict(ids[2] ?? '', { kind: 'preference', strength: 0 }),
    verdict(ids[3] ?? '', better, 'revealed'),
    verdict(ids[4] ?? '', { kind: 'both_bad' }),
  ]);
}

function digests(): string[] {
  return [...document.querySelectorAll('li code')].map((code) => code.textContent);
}

async function reach(hash: string, text: string): Promise<void> {
  location.hash = hash;
  await vi.waitFor(() => expect(open.text()).toContain(text), { timeout: 20_000 });
}

const download = () => [...document.querySelectorAll<HTMLElement>('button[aria-label^="Download"]')];

test('gold preferences leave; all others stay, each with its reason', async () => {
  open = await openStudio('#/home');
  await judge(crypto.randomUUID());
  await reach('#/export', '2 of 6 pairs leave');
  for (const words of [
    '1 stay: a tie',
    '1 stay: both bad',
    '1 stay: judged, but not gold',
    '1 stay: no label of the kind',
  ])
    expect(open.text()).toContain(words);
  expect(open.text()).toContain('Checked 2 rows');
  await vi.waitFor(() => expect(download().length).toBe(2));
});

test('the same verdicts give the same digests, in another visit to the room and in another shape other ones', async () => {
  open = await openStudio('#/home');
  await judge(crypto.randomUUID());
  await reach('#/export', 'sha256');
  const before = digests();
  for (const digest of before) expect(digest).toMatch(/^[0-9a-f]{64}$/);
  await reach('#/export?profile=trl-kto', 'trl-kto.jsonl');
  expect(digests()).not.toEqual(before);
  location.hash = '#/export?profile=trl-reward';
  await vi.waitFor(() => expect(digests()).toEqual(before), { timeout: 20_000 });
});

test('the choices stand in the address, and what is chosen leaves', async () => {
  open = await openStudio('#/home');
  await judge(crypto.randomUUID());
  await reach('#/export', '2 of 6 pairs leave');
  await page.getByRole('combobox', { name: 'Labels' }).selectOptions('corrected: gold, else silver, else original');
  await page.getByRole('checkbox', { name: /Ties and divided votes/ }).click();
  expect(location.hash).toContain('labels=corrected');
  expect(location.hash).toContain('ties=soft');
  await vi.waitFor(() => expect(open.text()).toContain('more as shares of votes'), { timeout: 20_000 });
  await vi.waitFor(() => expect(open.text()).toMatch(/soft-labels.jsonl.*sha256/), { timeout: 20_000 });
  await page.getByRole('checkbox', { name: /Strength as/ }).click();
  await vi.waitFor(() => expect(open.text()).toContain('a label without strength'), { timeout: 20_000 });
  await page.getByRole('combobox', { name: 'Shape' }).selectOptions('Everything as CSV');
  await vi.waitFor(() => expect(open.text()).toContain('6 of 6 pairs leave'), { timeout: 20_000 });
});

test('what is downloaded is the file, and its zip holds all of them', async () => {
  open = await openStudio('#/home');
  await judge(crypto.randomUUID());
  await reach('#/export?profile=llamafactory', 'sha256');
  const files = exportingOf(open.studio).files ?? [];
  expect(files.map(({ path }) => path.replace(/export-[\w-]+/, 'set'))).toEqual([
    'set.llamafactory.jsonl',
    'dataset_info.json',
    'set.llamafactory.provenance.jsonl',
  ]);
  const rows = (await files[0]?.content.text())?.trimEnd().split('\n') ?? [];
  expect(rows.length).toBe(2);
  expect(Object.keys(JSON.parse(rows[0] ?? '') as object)).toEqual(['chosen', 'conversations', 'rejected']);
  const zip = zipFile(files);
  const entries = await readDirectory(zip, 'made.zip');
  for (const [at, entry] of entries.entries()) {
    let text = '';
    for await (const { bytes } of entryBytes(zip, { ...entry, method: 'stored' }))
      text += new TextDecoder().decode(bytes);
    expect(text).toBe(await files[at]?.content.text());
  }
  expect(entries.length).toBe(3);
});

test('a pair over max_length is counted in characters and in tokens of the demo model', async () => {
  open = await openStudio('#/home');
  await judge(crypto.randomUUID());
  await reach('#/export?max=20', 'characters, over max_length 20');
  await reach('#/export?max=5&tokens=demo', 'tokens, over max_length 5');
  expect(open.text()).toContain('2 pairs over max_length');
});

test('everything comes back in as the same pairs, and its verdicts once', async () => {
  open = await openStudio('#/home');
  await judge(crypto.randomUUID());
  await reach('#/export?profile=jsonl', 'sha256');
  const text = (await exportingOf(open.studio).files?.[0]?.content.text()) ?? '';
  const before = open.studio.fold.size;
  const ids = Array.from({ length: 6 }, (_, row) => open.studio.open?.pairId(row) ?? '').sort();
  const line = text.split('\n').find((one) => one.includes('"hash"')) ?? '';
  // One verdict that this browser has not seen yet, with the hash that is right for it.
  const { verdicts } = JSON.parse(line) as { verdicts: LedgerEvent[] };
  const [first] = verdicts;
  if (!first) throw new Error('No verdict left with its pair.');
  const { id, storeId, client, at } = { ...first, id: madeUuid(Date.now()), client: madeUuid(Date.now() + 1) };
  const foreign = sealEvent(verdict(first.pair, { kind: 'both_bad' }), { id, storeId, client, seq: 1, at });
  const changed = text.replace(canonicalJson(first), `${canonicalJson(first)},${canonicalJson(foreign)}`);
  await open.studio.importing.take([new File([changed], 'export-back.jsonl')]);
  await open.studio.importing.start();
  location.hash = '#/load';
  await page.getByRole('button', { name: 'Take in its verdicts' }).click();
  await vi.waitFor(() => expect(open.text()).toContain('1 restored, 5 were here already'), { timeout: 20_000 });
  expect(open.studio.fold.size).toBe(before + 1);
  expect(Array.from({ length: 6 }, (_, row) => open.studio.open?.pairId(row) ?? '').sort()).toEqual(ids);
});

test('the room backs up and restores, and says what became of it; a file of something else is refused', async () => {
  open = await openStudio('#/home');
  await judge(crypto.randomUUID());
  await reach('#/export', 'Back up everything');
  const backup = backupOf(open.studio);
  const made = await backup.make();
  expect(made?.leftOut).toEqual([]);
  await vi.waitFor(() => expect(open.text()).toMatch(/KB: \d+ data sets?, \d+ verdict events/));
  // As a download does: a backup refers to the rows where they lie.
  const downloaded = (await made?.content.arrayBuffer()) ?? new ArrayBuffer();
  const [removed] = open.studio.dataSets.filter(({ name }) => name.startsWith('export-'));
  await open.studio.removeDataSet(removed?.id ?? '');
  await backup.restore(new File([downloaded], 'backup.zip'));
  await vi.waitFor(() => expect(open.text()).toContain(`${removed?.name ?? ''} restored`));
  expect(open.text()).toContain('Verdict events 0 restored');
  expect(open.studio.dataSets.map(({ id }) => id)).toContain(removed?.id);
  await backup.restore(new File([new Uint8Array([0, 1, 2, 3])], 'x.bin'));
  await vi.waitFor(() => expect(document.querySelector('main [role="alert"]')?.textContent).toMatch(/x\.bin/));
});
