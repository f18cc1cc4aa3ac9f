import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { Pair } from '../../../src/pairs/Pair';
import { settings } from '../../../src/studio/parts/Settings.svelte';
import { cardPairs, type CardPair } from '../../support/cardPairs';
import CardHolder from './CardHolder.svelte';

let target: HTMLElement;
let component: Record<string, unknown> | null = null;

beforeEach(async () => {
  await page.viewport(1440, 900);
  target = document.createElement('div');
  document.body.append(target);
  await settings.change({ raw: false, diff: false, together: false, theme: 'light' });
});

afterEach(async () => {
  if (component) await unmount(component);
  component = null;
  target.remove();
});

function show({ prompt, a, b }: CardPair): void {
  const pair: Pair = {
    ...{ id: 'pair', itemId: 'item', prompt, label: null, source: 'made' },
    first: { id: 'first', messages: a },
    second: { id: 'second', messages: b },
  };
  component = mount(CardHolder, { target, props: { pair } });
}

const made = (name: string) => cardPairs[name]?.() as CardPair;
const cards = () => [...target.querySelectorAll<HTMLElement>('article > .text')] as [HTMLElement, HTMLElement];
const line = () => target.querySelector('.differences')?.textContent.replace(/\s+/g, ' ') ?? '';

/** The text under the marks within an element, mark by mark. */
function marked(within: HTMLElement): string[] {
  const ranges = [...(CSS.highlights.get('differs') ?? [])] as StaticRange[];
  return ranges
    .filter(({ startContainer }) => within.contains(startContainer))
    .map(
      ({ startContainer, startOffset, endOffset }) => startContainer.textContent?.slice(startOffset, endOffset) ?? '',
    );
}

async function diff(): Promise<void> {
  await settings.change({ diff: true });
  await vi.waitFor(() => expect(target.querySelector('.said')?.textContent).toMatch(/mark/), { timeout: 10_000 });
}

test('what differs is said on one line, and all of it in a table', async () => {
  show(made('short'));
  expect(line()).toMatch(/Figures A 10:35, 10 B 10:25, 20/);
  target.querySelector<HTMLElement>('.differences .more')?.click();
  await vi.waitFor(() => expect(target.querySelector('.all table')).not.toBeNull());
});

test('words that stand in one response only are marked, and nothing of the text changes', async () => {
  show(made('short'));
  const before = cards().map((card) => card.innerHTML);
  await diff();
  expect(marked(cards()[0])).toEqual(['10:35', '10:35', '10', '.']);
  await settings.change({ diff: false });
  await vi.waitFor(() => expect(CSS.highlights.has('differs')).toBe(false));
  expect(cards().map((card) => card.innerHTML)).toEqual(before);
});
