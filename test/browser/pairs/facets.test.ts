import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import axe from 'axe-core';
import { draftVerdict } from '../../../src/verdicts/draftVerdict';
import type { VerdictData } from '../../../src/verdicts/VerdictEvent';
import { openStudio, type OpenStudio } from '../load/openStudio';

let open: OpenStudio;

/** 120 pairs of two sources and three languages, some without one; every fifth has a strength. */
function facetFile(): File {
  const mark = crypto.randomUUID();
  const lines = Array.from({ length: 120 }, (_, row) =>
    JSON.stringify({
      ...{ prompt: `Question ${String(row)} ${mark}`, chosen: 'Seven.', rejected: 'Nine.' },
      source: row % 2 === 0 ? 'chat' : 'code',
      language: [null, 'de', 'en'][row % 3],
      strength: row % 5 === 0 ? 'strong' : 'weak',
    }),
  );
  return new File([lines.join('\n')], 'facets.jsonl');
}

beforeEach(async () => {
  open = await openStudio('#/home');
  await open.studio.importing.take([facetFile()]);
  await open.studio.importing.start();
  location.hash = '#/pairs?panel=facets';
  await vi.waitFor(() => expect(box('chat')).not.toBeNull(), { timeout: 20_000 });
});

afterEach(async () => {
  open.studio.revealed.showing = false;
  for (const { id } of open.studio.savedViews.list) await open.studio.savedViews.remove(id);
  const id = open.studio.open?.dataSet.id;
  if (id) await open.studio.removeDataSet(id);
  await open.close();
});

function boxes(): HTMLLabelElement[] {
  return [...document.querySelectorAll<HTMLLabelElement>('aside[aria-label=Facets] label')];
}

function box(value: string): HTMLInputElement | null {
  return (
    boxes()
      .find((label) => label.textContent.trim().startsWith(value))
      ?.querySelector('input') ?? null
  );
}

function pairsOf(value: string): string {
  return (
    boxes()
      .find((label) => label.textContent.trim().startsWith(value))
      ?.querySelector('.numeric')?.textContent ?? ''
  );
}

const shown = () => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') ?? 1) - 1;

test('ticked boxes narrow the view, their counts follow, and the address brings the view back', async () => {
  expect([pairsOf('chat'), pairsOf('de'), pairsOf('none')]).toEqual(['60', '40', '40']);
  box('chat')?.click();
  await vi.waitFor(() => expect(shown()).toBe(60));
  box('de')?.click();
  await vi.waitFor(() => expect(shown()).toBe(20));
  await vi.waitFor(() => expect([pairsOf('chat'), pairsOf('code'), pairsOf('en')]).toEqual(['20', '20', '20']));
  const address = location.hash;
  await page.getByRole('button', { name: 'Clear' }).click();
  await vi.waitFor(() => expect(shown()).toBe(120));
  location.hash = address;
  await vi.waitFor(() => expect(shown()).toBe(20));
  expect([box('chat')?.checked, box('code')?.checked, box('de')?.checked]).toEqual([true, false, true]);
});

test('facets that tell of labels are there only while labels are shown, and rest in an address until then', async () => {
  expect(boxes().map((label) => label.textContent)).not.toContain(expect.stringContaining('strong'));
  open.studio.router.amend({ in: 'value.strength=strong' });
  await vi.waitFor(() => expect(document.body.textContent).toContain('1 ticked box would give labels away'));
  expect(shown()).toBe(120);
  await page.getByRole('switch', { name: 'Show labels and rewards' }).click();
  await vi.waitFor(() => expect(shown()).toBe(24));
  expect(box('strong')?.checked).toBe(true);
});

test('views are saved, opened, renamed and removed by keyboard, and are there after a restart', async () => {
  box('code')?.click();
  await vi.waitFor(() => expect(shown()).toBe(60));
  (document.querySelector('[aria-haspopup=dialog]') as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await page.getByRole('textbox', { name: /The view on the screen/ }).click();
  await userEvent.keyboard('Code only{Enter}');
  await vi.waitFor(() => expect(open.studio.savedViews.list.map(({ name }) => name)).toEqual(['Code only']));
  await userEvent.keyboard('{Escape}');
  box('code')?.click();
  await vi.waitFor(() => expect(shown()).toBe(120));

  const later = await openStudio('#/home');
  expect(later.studio.savedViews.list.map(({ name }) => name)).toEqual(['Code only']);
  await later.close();

  location.hash = '#/pairs';
  await vi.waitFor(() => expect(document.querySelector('[aria-haspopup=dialog]')).not.toBeNull());
  (document.querySelector('[aria-haspopup=dialog]') as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  (document.querySelector('dialog[open] .open') as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(shown()).toBe(60));
  expect(document.querySelector('dialog[open]')).toBeNull();

  (document.querySelector('[aria-haspopup=dialog]') as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  (document.querySelector('dialog[open] [aria-label="Rename Code only"]') as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await userEvent.keyboard('Code{Enter}');
  await vi.waitFor(() => expect(open.studio.savedViews.list.map(({ name }) => name)).toEqual(['Code']));
  (document.querySelector('dialog[open] [aria-label="Remove Code"]') as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(open.studio.savedViews.list).toEqual([]));
});

test('page and worker see one memory: a verdict that the page notes is what the worker selects by', async () => {
  const { studio } = open;
  const dataSet = studio.open;
  if (!dataSet) throw new Error('No data set is open.');
  expect(dataSet.index.pairIds.buffer).toBeInstanceOf(SharedArrayBuffer);
  const data: VerdictData = {
    choice: { kind: 'preference', strength: 2 },
    visibility: 'blind',
    left: 'first',
    rationale: '',
    reasons: [],
    elapsedMs: 1,
    queueReason: 'order',
    protocol: 'blind-1',
  };
  await studio.append([draftVerdict(studio.fold, dataSet.pairId(3), data)]);
  expect(dataSet.verdictCounts()).toEqual([119, 0, 0, 1]);
  studio.router.amend({ filter: 'verified' });
  await vi.waitFor(() => expect(shown()).toBe(1));
  expect(document.querySelector('[role=row][id]')?.textContent).toContain('gold');
});

test('axe finds nothing in the facets and in the saved views', async () => {
  await open.studio.savedViews.save('A view', open.studio.savedViews.queryOf({ id: '', name: '', query: 'sort=p' }));
  const panel = await axe.run(document.body, { resultTypes: ['violations'] });
  await page.getByRole('button', { name: 'Views' }).click();
  await vi.waitFor(() => expect(document.querySelector('dialog[open] li .open')).not.toBeNull());
  const dialog = await axe.run(document.body, { resultTypes: ['violations'] });
  expect([...panel.violations, ...dialog.violations].map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});
