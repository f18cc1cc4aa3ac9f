import { mount, unmount } from 'svelte';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import RichText from '../../../src/studio/parts/RichText.svelte';
import { sanitise } from '../../../src/studio/parts/markdown/sanitise';
import { seededNumbers } from '../../support/seededNumbers';
import { Canary } from './Canary';
import { mutateVector } from './mutateVector';
import { vectors } from './readVectors';
import { treeFaults } from './treeFaults';

/** Stands behind each text: nothing of it may end in an attribute, from where an address would carry it away. */
const secret = 'behind-it-4711';

/** How a text comes into the page: as the studio shows texts, or as HTML, as if Markdown had let all of it through. */
type Path = (holder: HTMLElement, text: string) => () => void;

const asText: Path = (holder, text) => {
  const component = mount(RichText, { target: holder, props: { text: `${text}\n\n${secret}` } });
  return () => void unmount(component);
};
const asHtml: Path = (holder, text) => {
  holder.innerHTML = sanitise(`${text}<p>${secret}</p>`) as unknown as string;
  return () => undefined;
};

/** What a person could do to whatever was made of the texts. */
const gestures = ['mouseover', 'pointerover', 'click', 'focus', 'input', 'toggle', 'animationstart', 'wheel', 'submit'];

function tempt(root: Element): void {
  // A link to follow would leave the page; an address that runs is found by `treeFaults`.
  root.addEventListener('click', (event) => event.preventDefault());
  for (const element of root.querySelectorAll('*'))
    for (const gesture of gestures) element.dispatchEvent(new Event(gesture, { bubbles: true, cancelable: true }));
}

function carriesSecret(root: Element): boolean {
  return [...root.querySelectorAll('*')].some(({ attributes }) =>
    [...attributes].some(({ value }) => value.includes(secret)),
  );
}

/** Where HTML made of a text stands: around it are the studio's own elements. */
function madeFrom(holder: Element): Element[] {
  return holder.querySelector('.rich, .raw') ? [...holder.querySelectorAll('.rich')] : [holder];
}

/** Marks stand for characters that turn the order of reading before the text becomes HTML. */
function orderFaults(holder: Element): string[] {
  return /[\u202a-\u202e\u2066-\u2069]/.test(holder.textContent ?? '') ? ['an order of reading that nobody sees'] : [];
}

function holderFaults(path: Path, holder: HTMLElement): string[] {
  const faults = madeFrom(holder).flatMap(treeFaults);
  if (carriesSecret(holder)) faults.push('text in an attribute');
  return path === asText ? [...faults, ...orderFaults(holder)] : faults;
}

let canary: Canary;

/** Shows texts side by side and says what each did that it may not. */
async function faultsOf(path: Path, texts: readonly string[]): Promise<string[]> {
  const stage = document.body.appendChild(document.createElement('div'));
  const before = canary.count;
  const holders = texts.map(() => stage.appendChild(document.createElement('div')));
  const endings = holders.map((holder, at) => path(holder, texts[at] ?? ''));
  tempt(stage);
  await new Promise((resolve) => setTimeout(resolve, 40));
  const faults = holders.flatMap((holder, at) => [
    ...holderFaults(path, holder).map((fault) => `${fault}, of ${JSON.stringify(texts[at])}`),
  ]);
  if (canary.count > before) faults.push(`ran, asked or took a name: one of ${JSON.stringify(texts)}`);
  for (const end of endings) end();
  stage.remove();
  return faults;
}

async function faultsInParts(path: Path, texts: readonly string[]): Promise<string[]> {
  const faults: string[] = [];
  for (let at = 0; at < texts.length; at += 100) faults.push(...(await faultsOf(path, texts.slice(at, at + 100))));
  return faults;
}

const known = vectors.map(({ text }) => text);
const mutated = () => {
  const next = seededNumbers(20_261_123);
  return known.flatMap((text) => mutateVector(text, next, known[Math.floor(next() * known.length)] ?? ''));
};

beforeAll(async () => {
  // What is loaded only once must not count.
  asText(document.createElement('div'), '```js\nconst a = 1;\n```\n\n$x^2$')();
  canary = await Canary.start();
});
afterAll(() => canary.stop());

test('the corpus is as large as it says: 300 and more, none twice, eleven classes', () => {
  expect(new Set(known).size).toBe(known.length);
  expect(known.length).toBeGreaterThan(600);
  expect(new Set(vectors.map((vector) => vector.class)).size).toBe(11);
});

describe.each([
  ['as the studio shows texts', asText],
  ['as HTML, as if Markdown had let it through', asHtml],
])('%s', (_, path) => {
  test('no vector runs, asks, covers, clobbers or leaves a way to', async () => {
    expect(await faultsInParts(path, known)).toEqual([]);
  });

  test('nor does any of 6,000 made of them', async () => {
    const texts = mutated();
    expect(texts.length).toBeGreaterThan(6_000);
    expect(await faultsInParts(path, texts)).toEqual([]);
  });
});

test('nothing was asked of the network by any of them, seen from outside of the page', async () => {
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(canary.requests).toEqual([]);
  expect([canary.hits, canary.taken]).toEqual([0, false]);
});

test('the canary sings: a handler that runs and a picture that is fetched are counted', async () => {
  const holder = document.body.appendChild(document.createElement('div'));
  holder.innerHTML = '<img src="https://canary.invalid/i.png" onerror="hit()">';
  await expect.poll(() => canary.hits).toBe(1);
  await expect.poll(() => canary.requests).toEqual(['https://canary.invalid/i.png']);
  expect(treeFaults(holder)).toHaveLength(3);
  holder.remove();
});
