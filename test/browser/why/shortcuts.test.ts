import { mount, unmount } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { formattingRewrites } from '../../../src/rewards/probes/formattingRewrites';
import { axeFindings } from '../axeFindings';
import { MadeRoom } from '../models/MadeRoom';
import ShortcutsHolder from './ShortcutsHolder.svelte';

const room = new MadeRoom();
let mounted: object | null = null;
let target: HTMLElement;

afterEach(async () => {
  if (mounted) await unmount(mounted);
  target.remove();
  mounted = null;
  await room.close();
});

/** The section on a data set of so many pairs. The made engine rewards a text by its length, so that marks turn verdicts. */
async function show(pairs: number): Promise<void> {
  await room.enter();
  await room.load(pairs);
  remount();
}

function remount(): void {
  target = document.createElement('div');
  document.body.append(target);
  mounted = mount(ShortcutsHolder, { target, props: { studio: room.studio } });
}

const text = () => target.textContent.replace(/\s+/g, ' ');
const press = (name: string | RegExp) => page.elementLocator(target).getByRole('button', { name }).click();
const waiting = { timeout: 10_000 };

test('a sample is measured, says its cost before, and is not measured again', async () => {
  await show(40);
  await vi.waitFor(() => expect(text()).toContain('40 pairs to measure: at most 320 texts of about'));
  await press('Measure');
  await vi.waitFor(() => expect(text()).toContain('All 40 pairs measured'), waiting);
  // "Seven." is a letter longer than "Nine."; bold on the shorter one alone makes it the longer one.
  expect(text()).toMatch(/Bold first sentences ?only the one behind ?only the one behind ?40 of 40/);
  expect(text()).toMatch(/Bold first sentences ?only the one ahead ?only the one ahead ?0 of 40/);
  expect(text()).toMatch(/Strip Markdown ?both responses ?both responses ?0 of 0 ?nothing to change/);
  expect(text()).toContain('shortcut');
  const asked = room.engine.asked.length;
  await unmount(mounted as object);
  target.remove();
  remount();
  await vi.waitFor(() => expect(text()).toContain('All 40 pairs measured'), waiting);
  expect(room.engine.asked).toHaveLength(asked);
  expect(await axeFindings(target)).toEqual([]);
});

test('a run that is cancelled keeps what it measured, and goes on from there', async () => {
  await show(40);
  const before = room.engine.asked.length;
  await vi.waitFor(() => expect(text()).toContain('40 pairs to measure'));
  const score = room.engine.score.bind(room.engine);
  let calls = 0;
  room.engine.score = (...asked) => {
    if (++calls === 3) room.engine.holding = 'score';
    return score(...asked);
  };
  await press('Measure');
  await vi.waitFor(() => expect(text()).toContain('16 of 40 pairs measured'), waiting);
  await press('Cancel');
  await vi.waitFor(() => expect(text()).toContain('Ended after 16 pairs'), waiting);
  await press('Go on');
  await vi.waitFor(() => expect(text()).toContain('All 40 pairs measured'), waiting);
  const texts = room.engine.asked.slice(before).flat().length;
  // One portion of eight pairs may have been measured twice.
  expect(texts).toBeLessThanOrEqual(48 * 2 * (1 + formattingRewrites.length));
});

test('each pair that turned leads to its bench, and shows neither label nor reward here', async () => {
  await show(10);
  await press('Measure');
  await vi.waitFor(() => expect(text()).toContain('All 10 pairs measured'), waiting);
  await press(/turned by Bold first sentences, only the one behind/);
  const links = [...target.querySelectorAll<HTMLAnchorElement>('a[href^="#/why"]')];
  expect(links).toHaveLength(10);
  const { open } = room.studio;
  const pairs = links.map((link) => new URLSearchParams(link.getAttribute('href')?.split('?')[1]).get('pair') ?? '');
  expect(new Set(pairs.map((pair) => open?.rowOf(pair))).size).toBe(10);
});

test('another engine that fails is said, and the button tries again', async () => {
  await show(6);
  await vi.waitFor(() => expect(text()).toContain('6 pairs to measure'));
  room.engine.refusals.push(new Error('The checkpoint lacks a file.'));
  await press('Measure');
  await vi.waitFor(() => expect(text()).toContain('The checkpoint lacks a file.'), waiting);
  await press('Measure');
  await vi.waitFor(() => expect(text()).toContain('All 6 pairs measured'), waiting);
});
