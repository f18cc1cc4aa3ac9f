import { page } from 'vitest/browser';
import { afterEach, expect, test, vi } from 'vitest';
import { backupText, readBackup } from '../../../src/studio/export/readBackup';
import type { Choice, EventDraft } from '../../../src/verdicts/VerdictEvent';
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
  return [...document.querySelectorAll('code')].map((code) => code.textContent);
}

test('gold preferences leave; ties, both bad and verdicts that were not blind stay, each with its reason', async () => {
  open = await openStudio('#/home');
  await judge(crypto.randomUUID());
  location.hash = '#/export';
  await vi.waitFor(() => expect(open.text()).toContain('2 of 4 gold pairs leave'));
  expect(open.text()).toMatch(/1 stay: a tie/);
  expect(open.text()).toMatch(/1 stay: both bad/);
  expect(open.text()).toMatch(/1 stay: not gold/);
  expect(open.text()).toMatch(/Checked 2 rows/);
  expect(document.querySelectorAll('button[aria-label^="Download"]').length).toBe(3);
});

test('the same verdicts give the same digests after leaving and coming back', async () => {
  open = await openStudio('#/home');
  await judge(crypto.randomUUID());
  location.hash = '#/export';
  await vi.waitFor(() => expect(digests().length).toBe(3));
  const before = digests();
  for (const digest of before) expect(digest).toMatch(/^[0-9a-f]{64}$/);
  location.hash = '#/home';
  await vi.waitFor(() => expect(digests().length).toBe(0));
  location.hash = '#/export';
  await vi.waitFor(() => expect(digests()).toEqual(before));
});

test('a backup restores to the same ledger, and an altered line is refused', async () => {
  open = await openStudio('#/home');
  await judge(crypto.randomUUID());
  const text = backupText(await open.studio.ledger.events());
  const lines = text.trimEnd().split('\n');
  const altered = (lines.at(-1) ?? '').replace('"rationale":""', '"rationale":"changed"');
  const backup = readBackup([...lines, altered, '{"no":"event"}', 'not JSON'].join('\n'));
  expect(backup.events.length).toBe(lines.length);
  expect(backup.refused.map(({ line }) => line)).toEqual([1, 2, 3].map((step) => lines.length + step));
  const report = await open.studio.mergeEvents(backup.events);
  expect(report).toMatchObject({ added: [], known: lines.length, conflicts: [] });
  location.hash = '#/export';
  await expect.element(page.getByRole('button', { name: 'Back up all verdicts' })).toBeEnabled();
});
