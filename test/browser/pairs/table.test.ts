import { flushSync, mount, unmount } from 'svelte';
import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { OpenDataSet } from '../../../src/studio/OpenDataSet.svelte';
import { allPairs as all, type PairQuery } from '../../../src/pairs/view/PairQuery';
import { selectRows } from '../../../src/pairs/view/selectRows';
import PairTable from '../../../src/studio/pairs/PairTable.svelte';
import { verdictStates } from '../../../src/verdicts/verdictState';
import '../../../src/studio/theme/base.css';
import { marginAt, memoryDataSet } from './memoryDataSet';

const length = 100_000;
let open: OpenDataSet;
let mounted: ReturnType<typeof mount> | null = null;

beforeAll(async () => {
  await page.viewport(1280, 900);
  open = memoryDataSet(length);
});

afterEach(async () => {
  if (mounted) await unmount(mounted);
  document.body.replaceChildren();
});

async function show(query: PairQuery, shown = false) {
  const target = document.createElement('div');
  target.style.cssText = 'height: 700px; width: 1200px; display: flex; flex-direction: column';
  document.body.append(target);
  const onopen = vi.fn();
  const onwhy = vi.fn();
  const onpaint = vi.fn();
  const rows = selectRows(open, [], query, null);
  mounted = mount(PairTable, {
    target,
    props: { open, rows, query, shown, start: 0, onsort: () => undefined, onopen, onwhy, onpaint },
  });
  await vi.waitFor(() => expect(previews().join('')).not.toBe(''));
  return { onopen, onwhy, onpaint, grid: target.querySelector<HTMLElement>('[role=grid]') as HTMLElement };
}

function lines(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[role=row][id]')];
}

function previews(): string[] {
  return lines().map((line) => line.querySelector('a')?.textContent ?? '');
}

test('of 100,000 pairs only those in view and a few around them are in the document', async () => {
  const { grid } = await show(all);
  expect(grid.getAttribute('aria-rowcount')).toBe('100001');
  expect(lines().length).toBeLessThan(40);
  expect(previews()).toContain('Prompt of row 0');
});

test('End goes to the last pair, Home back to the first, and Enter opens the active one', async () => {
  const { grid, onopen } = await show(all);
  grid.focus();
  await userEvent.keyboard('{End}');
  await vi.waitFor(() => expect(previews()).toContain('Prompt of row 99999'));
  const active = grid.getAttribute('aria-activedescendant') ?? '';
  expect(document.getElementById(active)?.getAttribute('aria-rowindex')).toBe('100001');
  await userEvent.keyboard('{Enter}');
  expect(onopen).toHaveBeenLastCalledWith(99_999, 99_999);
  await userEvent.keyboard('{Home}{ArrowDown}{ArrowDown}{ArrowUp}{Enter}');
  expect(onopen).toHaveBeenLastCalledWith(1, 1);
  expect(lines().length).toBeLessThan(40);
});

test('Shift and Enter, and a press on the margin, ask why; neither opens the pair to be judged', async () => {
  const { grid, onopen, onwhy } = await show(all, true);
  grid.focus();
  await userEvent.keyboard('{ArrowDown}{Shift>}{Enter}{/Shift}');
  expect(onwhy).toHaveBeenLastCalledWith(1, 1);
  lines()[2]?.querySelector<HTMLElement>('a.why')?.click();
  expect(onwhy).toHaveBeenLastCalledWith(2, 2);
  expect(onopen).not.toHaveBeenCalled();
});

test('a row shows the pair of its place at any scroll position', async () => {
  const { grid } = await show(all);
  const scroller = grid.querySelector<HTMLElement>('[role=rowgroup]:last-child') as HTMLElement;
  for (const row of [50_000, 12_345, 99_990, 3]) {
    scroller.scrollTop = row * 40;
    await vi.waitFor(() => expect(previews()).toContain(`Prompt of row ${String(row)}`));
    for (const line of lines()) {
      const place = Number(line.getAttribute('aria-rowindex')) - 2;
      expect(line.textContent).toContain(`Prompt of row ${String(place)}`);
    }
  }
});

test('before a verdict neither label nor reward is in the document; the switch and a verdict put them there', async () => {
  await show(all);
  const text = () =>
    lines()
      .map((line) => line.textContent)
      .join('\n');
  expect(text()).toContain('hidden until judged');
  expect(text()).not.toMatch(/chosen|[+\u2212]\d|\d %/);
  open.verdicts[1] = verdictStates.judged;
  open.verdictsVersion++;
  flushSync();
  expect(lines()[1]?.textContent).toMatch(/chosen.*\+1\.00.*73 %.*judged/s);
  expect(lines()[0]?.textContent).toContain('hidden until judged');
  open.verdicts[1] = verdictStates.none;
  open.verdictsVersion++;
  await unmount(mounted as object);
  document.body.replaceChildren();
  const { onpaint } = await show(all, true);
  expect(text()).not.toContain('hidden until judged');
  expect(lines()[0]?.textContent).toMatch(/chosen.*\u22121\.00.*27 %/s);
  expect([...(onpaint.mock.lastCall?.[0] as Uint32Array)]).toEqual(lines().map((_, row) => row));
});

test('disagreements sorted by p begin with the lowest p of all', async () => {
  await show({ ...all, filter: 'disagreements', sort: 'p' });
  const lowest = Array.from({ length }, (_, row) => row).reduce((a, b) => (marginAt(b) < marginAt(a) ? b : a));
  expect(previews()[0]).toBe(`Prompt of row ${String(lowest)}`);
});
