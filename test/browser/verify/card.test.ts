import axe from 'axe-core';
import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { cdp, page } from 'vitest/browser';
import type { Message } from '../../../src/pairs/Message';
import { settings } from '../../../src/studio/parts/Settings.svelte';
import { cardPairs, longPair, type CardPair } from '../../support/cardPairs';
import CardHolder from './CardHolder.svelte';

let target: HTMLElement;
let component: Record<string, unknown> | null = null;

beforeEach(async () => {
  await page.viewport(1440, 900);
  target = document.createElement('div');
  document.body.append(target);
  await settings.change({ raw: false, diff: false, together: false, theme: 'light' });
});

afterEach(hide);

async function hide(): Promise<void> {
  if (component) await unmount(component);
  component = null;
  target.innerHTML = '';
}

function show({ prompt, a, b }: CardPair, left: 'first' | 'second' = 'first'): void {
  const pair = { id: 'pair', itemId: 'item', prompt, source: 'made', attributes: null };
  const responses = { first: { id: 'first', messages: a }, second: { id: 'second', messages: b } };
  component = mount(CardHolder, { target, props: { pair: { ...pair, ...responses }, left } });
}

const made = (name: string) => cardPairs[name]?.() as CardPair;
const answers = (a: string, b: string): CardPair => ({ prompt: [], a: [answer(a)], b: [answer(b)] });
const answer = (content: string): Message => ({ role: 'assistant', content });
const cards = () => [...target.querySelectorAll<HTMLElement>('article > .text')] as [HTMLElement, HTMLElement];
const line = () => target.querySelector('.differences')?.textContent.replace(/\s+/g, ' ') ?? '';
const said = () => target.querySelector('.said')?.textContent ?? '';
const only = (card: HTMLElement) => [...card.querySelectorAll('[data-only]')].map((block) => block.textContent);

/** The text under the marks within an element, mark by mark. */
function marked(within: HTMLElement): string[] {
  const ranges = [...(CSS.highlights.get('differs') ?? [])] as StaticRange[];
  return ranges
    .filter(({ startContainer }) => within.contains(startContainer))
    .map(
      ({ startContainer, startOffset, endOffset }) => startContainer.textContent?.slice(startOffset, endOffset) ?? '',
    );
}

/** The page's own protocol session, which the types of the provider do not spell out. */
async function emulateMedia(features: { name: string; value: string }[]): Promise<void> {
  const session = cdp() as unknown as { send(method: string, given: object): Promise<void> };
  await session.send('Emulation.setEmulatedMedia', { features });
}

async function diff(): Promise<void> {
  await settings.change({ diff: true });
  await vi.waitFor(() => expect(said()).toMatch(/mark/), { timeout: 10_000 });
}

async function complete(): Promise<void> {
  await vi.waitFor(() => expect(target.querySelector('[aria-busy=true]')).toBeNull(), { timeout: 20_000 });
}

describe('what differs', () => {
  test('stands on one line, and in a table on request, which Escape closes', async () => {
    show(made('short'));
    expect(line()).toMatch(/Figures A 10:35, 10 B 10:25, 20/);
    const more = target.querySelector<HTMLElement>('.differences .more');
    more?.click();
    await vi.waitFor(() =>
      expect(target.querySelector('.all tbody tr')?.textContent).toBe('Figures10:35, 1010:25, 20'),
    );
    more?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await vi.waitFor(() => expect(target.querySelector('.all')).toBeNull());
    expect(document.activeElement).toBe(more);
  });

  test('is said by side, whichever response stands on the left', () => {
    show(made('short'), 'second');
    expect(line()).toMatch(/Figures A 10:25, 20 B 10:35, 10/);
  });

  test('of long texts is found by the worker', async () => {
    show(longPair());
    await vi.waitFor(() => expect(line()).toMatch(/Figures A 37/), { timeout: 10_000 });
  });

  test('of equal responses is nothing', () => {
    show(answers('the same', 'the same'));
    expect(line()).toContain('Nothing: both responses are the same.');
  });

  test('takes one line, however much it is', () => {
    const heights = ['short', 'code', 'six-turns'].map((name) => {
      target.innerHTML = '';
      show(made(name));
      return target.querySelector('.differences')?.getBoundingClientRect().height;
    });
    expect(new Set(heights)).toEqual(new Set([32]));
  });
});

describe('the diff', () => {
  test('marks words that stand in one response only, and changes nothing of the text', async () => {
    show(made('short'));
    const before = cards().map((card) => card.innerHTML);
    await diff();
    expect(marked(cards()[0])).toEqual(['10:35', '10:35', '10', '.']);
    expect(marked(cards()[1])).toEqual(['10:25', '10:25', '20', ', which is plenty of time for a coffee!']);
    expect(cards().map((card) => card.innerHTML)).toEqual(before);
    await settings.change({ diff: false });
    await vi.waitFor(() => expect(CSS.highlights.has('differs')).toBe(false));
  });

  test('marks a block without a counterpart whole, says where it stands, and leaves nothing behind', async () => {
    show(answers('# Bread\n\nMix flour and water.', '# Bread\n\nMix flour and water.\n\nServe it cold with butter.'));
    const before = cards()[1].innerHTML;
    await diff();
    expect(only(cards()[1])).toEqual(['Serve it cold with butter.']);
    const label = cards()[1].querySelector('[data-only]');
    expect(label && getComputedStyle(label, '::before').content).toBe('"only in B"');
    expect(said()).toBe('0 marks in A, 1 in B');
    await settings.change({ diff: false });
    await vi.waitFor(() => expect(cards()[1].innerHTML).toBe(before));
  });

  test('goes line by line through code, past its colours', async () => {
    show(made('code'));
    await diff();
    expect(marked(cards()[0]).join('|')).toContain('|- |1|');
    expect(marked(cards()[0]).join('')).not.toContain('middle value');
  });

  test('marks raw texts too', async () => {
    show(answers('**red** fish', '**blue** fish'));
    await settings.change({ raw: true });
    await diff();
    await vi.waitFor(() => expect([marked(cards()[0]), marked(cards()[1])]).toEqual([['red'], ['blue']]));
  });

  test('follows what is unfolded', async () => {
    const reasoned = (thinking: string): Message[] => [{ role: 'assistant', content: 'So it is.', thinking }];
    show({ prompt: [], a: reasoned('first this'), b: reasoned('first that') });
    await diff();
    expect(marked(target)).toEqual([]);
    for (const details of target.querySelectorAll('details')) details.open = true;
    await vi.waitFor(() => expect(marked(target)).toEqual(['this', 'that']));
  });

  test('is a wash and a dotted underline, never a line through the words', async () => {
    show(made('short'));
    await diff();
    const style = getComputedStyle(cards()[0], '::highlight(differs)');
    expect(style.backgroundColor).not.toBe('rgba(0, 0, 0, 0)');
    expect([style.textDecorationLine, style.textDecorationStyle]).toEqual(['underline', 'dotted']);
  });

  test('keeps its marks in forced colours', async () => {
    show(answers('# One\n\nred', '# One\n\nall of it is otherwise here'));
    await diff();
    await emulateMedia([{ name: 'forced-colors', value: 'active' }]);
    const style = getComputedStyle(cards()[0], '::highlight(differs)');
    const block = cards()[1].querySelector('[data-only]');
    expect(style.textDecorationLine).toBe('underline');
    expect(block && getComputedStyle(block).borderInlineStartWidth).toBe('3px');
    await emulateMedia([]);
  });

  test('of 20,000 words is complete and paints between frames', async () => {
    show(longPair());
    await complete();
    await diff();
    await vi.waitFor(() => expect(only(cards()[1]).length).toBe(9), { timeout: 10_000 });
    expect(only(cards()[0]).length).toBeGreaterThan(10);
    expect(marked(cards()[1]).filter((word) => word === 'guesses').length).toBeGreaterThan(5);
  });
});

describe('dialogues', () => {
  test('stand turn beside turn, and what both have in common is said', () => {
    show(made('six-turns'));
    const tops = cards().map((card) =>
      [...card.querySelectorAll('[data-turn]')].map((turn) => Math.round(turn.getBoundingClientRect().top)),
    );
    expect(tops[0]).toHaveLength(5);
    expect(tops[0]).toEqual(tops[1]);
    expect(cards()[0].querySelectorAll('.role b')).toHaveLength(2);
    expect(cards()[0].querySelector('.user .role')?.textContent).toBe('user, turn 2, same in both');
  });

  test('scroll as one, below heads that stay', async () => {
    const turns = (word: string): Message[] =>
      Array.from({ length: 12 }, (_, at) => ({
        role: at % 2 === 0 ? ('assistant' as const) : ('user' as const),
        content: `${word} `.repeat(at === 4 ? 600 : 40),
      }));
    show({ prompt: [], a: turns('one'), b: turns('two') });
    const responses = target.querySelector<HTMLElement>('.responses');
    const head = target.querySelector<HTMLElement>('article h2');
    const top = head?.getBoundingClientRect().top;
    responses?.scrollTo(0, 400);
    await vi.waitFor(() => expect(responses?.scrollTop).toBe(400));
    expect(Math.abs((head?.getBoundingClientRect().top ?? 0) - (top ?? 0))).toBeLessThan(1.5);
    expect(responses?.tabIndex).toBe(0);
  });

  test('of unequal lengths end where they end', () => {
    const { prompt, a, b } = made('six-turns');
    show({ prompt, a, b: b.slice(0, 1) });
    expect(cards()[1].querySelectorAll('[data-turn]')).toHaveLength(1);
    expect(line()).toMatch(/Turns A all 5 differ B the only one/);
  });
});

test('reasoning is folded, with its length beside it, from a field or from its tags', () => {
  show({
    prompt: [],
    a: [{ role: 'assistant', content: 'Four.', thinking: 'two and two' }],
    b: [answer('<think>three and one</think>\n\nFour.')],
  });
  for (const [card, length] of [
    [cards()[0], 11],
    [cards()[1], 13],
  ] as const) {
    expect(card.querySelector('details')?.open).toBe(false);
    expect(card.querySelector('summary')?.textContent).toBe(`Reasoning, ${String(length)} characters`);
    expect(card.querySelector('.turn > .rich')?.textContent.trim()).toBe('Four.');
  }
});

test('right-to-left texts read from the right, each block by its own letters, and marks of order are seen', () => {
  const { prompt, a, b } = made('right-to-left');
  show({ prompt, a: [answer(`${a[0]?.content ?? ''}\n\nLatin words.`)], b });
  const blocks = [...cards()[0].querySelectorAll<HTMLElement>('.rich > *')];
  expect(blocks.map((block) => getComputedStyle(block).direction)).toEqual(['rtl', 'rtl', 'rtl', 'ltr']);
  expect([...cards()[1].querySelectorAll('.control')].map((mark) => mark.textContent)).toEqual(['RLO', 'PDF']);
});

describe('20,000 words', () => {
  test('arrive whole, at most one chunk of each text a frame', async () => {
    let most = 0;
    const observer = new MutationObserver((changes) => {
      const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
      most = Math.max(most, added.filter((node) => node instanceof HTMLElement && node.matches('.rich')).length);
    });
    observer.observe(target, { childList: true, subtree: true });
    const pair = longPair();
    show(pair);
    await complete();
    observer.disconnect();
    expect(cards()[0].querySelectorAll('.rich').length).toBeGreaterThan(20);
    expect(most).toBeLessThanOrEqual(3);
    expect(cards()[0].textContent.match(/entry \d+\./g)).toEqual(pair.a[0]?.content.match(/entry \d+\./g));
  });

  test('are laid out only where they are in view, and the scroll bar knows their height beforehand', async () => {
    show(longPair());
    await complete();
    const [card] = cards();
    const before = card.scrollHeight;
    card.scrollTo(0, before);
    await vi.waitFor(() => expect(card.textContent).toContain('entry 1200.'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(Math.abs(card.scrollHeight - before) / before).toBeLessThan(0.05);
    expect(getComputedStyle(card.querySelector('.rich') as Element).contentVisibility).toBe('auto');
  });

  test('leave the prompt in view on a phone', async () => {
    await page.viewport(390, 844);
    show(longPair());
    await complete();
    const holder = target.querySelector<HTMLElement>('.holder');
    holder?.scrollTo(0, 9_000);
    await vi.waitFor(() => expect(holder?.scrollTop).toBeGreaterThan(8_000));
    const top = target.querySelector('.prompt')?.getBoundingClientRect().top ?? -1;
    expect(top).toBeGreaterThanOrEqual(0);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
  });
});

describe('scrolling together', () => {
  const scroll = async (card: HTMLElement, top: number) => {
    card.scrollTop = top;
    await new Promise((resolve) => setTimeout(resolve, 150));
  };

  test('is off until it is asked for', async () => {
    show(longPair(30));
    await complete();
    await scroll(cards()[0], 800);
    expect(cards()[1].scrollTop).toBe(0);
  });

  test('takes the other text along, by its share, whoever leads', async () => {
    show(longPair(30));
    await complete();
    await settings.change({ together: true });
    const [a, b] = cards();
    await scroll(a, 800);
    const share = (card: HTMLElement) => card.scrollTop / (card.scrollHeight - card.clientHeight);
    expect(share(b)).toBeCloseTo(share(a), 1);
    await scroll(b, 0);
    expect(a.scrollTop).toBe(0);
  });
});

test.each(['light', 'dark'] as const)('axe finds nothing wrong with any card, marked (%s)', async (theme) => {
  await settings.change({ theme });
  for (const name of Object.keys(cardPairs).filter((name) => name !== 'long')) {
    show(made(name));
    await diff();
    target.querySelector<HTMLElement>('.differences .more')?.click();
    const { violations } = await axe.run(target, {
      rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
    });
    expect(violations.map(({ id, nodes }) => `${name} ${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    await hide();
    await settings.change({ diff: false });
  }
});
