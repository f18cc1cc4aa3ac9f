import { readFile } from 'node:fs/promises';
import type { CDPSession, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventCount } from './support/eventCount';
import { judgedFile, openJudging, type Judging } from './support/openJudging';

let judging: Judging;
let page: Page;
let reader: CDPSession;

/** One stop of a screen reader that goes through the page from top to bottom. */
interface Stop {
  role: string;
  name: string;
}

/** The accessibility tree in reading order, without what it leaves out itself. */
async function readPage(): Promise<Stop[]> {
  const { nodes } = await reader.send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const stops: Stop[] = [];
  const visit = (id: string) => {
    const node = byId.get(id);
    if (!node) return;
    if (!node.ignored) stops.push({ role: String(node.role?.value ?? ''), name: String(node.name?.value ?? '') });
    for (const child of node.childIds ?? []) visit(child);
  };
  visit(nodes[0]?.nodeId ?? '');
  return stops;
}

/** The place of the first stop from `from` on that is meant; fails with what was read. */
function find(stops: Stop[], from: number, meant: (stop: Stop) => boolean): number {
  const at = stops.findIndex((stop, place) => place >= from && meant(stop));
  if (at < 0) throw new Error(`Not read after ${from}: ${meant.toString()} in ${JSON.stringify(stops.slice(from))}`);
  return at;
}

const steps = [
  'A much better',
  'A clearly better',
  'A slightly better',
  'Tie',
  'B slightly better',
  'B clearly better',
  'B much better',
];

async function pressUntil(key: string, name: string): Promise<void> {
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent);
  for (let presses = 0; presses < 80 && (await focused()) !== name; presses++) await page.keyboard.press(key);
  expect(await focused()).toBe(name);
}

beforeAll(async () => {
  judging = await openJudging();
  ({ page, devtools: reader } = judging);
  await reader.send('Accessibility.enable');
});

afterAll(() => judging.close());

describe.sequential('one verdict by a screen reader, by reading from top to bottom', () => {
  test('room, prompt, response A, response B and seven named choices come in this order, and no label or reward', async () => {
    const rows = (await readFile(judgedFile, 'utf8')).trim().split('\n');
    const stops = await readPage();
    const rooms = find(stops, 0, ({ role, name }) => role === 'navigation' && name === 'Rooms');
    const title = find(stops, rooms, ({ role, name }) => role === 'heading' && name.startsWith('pandalm-18'));
    const prompt = find(stops, title, ({ role, name }) => role === 'region' && name === 'Prompt');
    const a = find(stops, prompt, ({ role, name }) => role === 'heading' && name.startsWith('Response A'));
    const b = find(stops, a, ({ role, name }) => role === 'heading' && name.startsWith('Response B'));
    const choices = find(stops, b, ({ role, name }) => role === 'radiogroup' && name === 'Which is better');
    const textBetween = (from: number, to: number) =>
      stops
        .slice(from, to)
        .filter(({ role, name }) => role === 'StaticText' && rows.some((row) => row.includes(name.slice(0, 20))));
    expect(textBetween(prompt, a).length).toBeGreaterThan(0);
    expect(textBetween(a, b).length).toBeGreaterThan(0);
    expect(textBetween(b, choices).length).toBeGreaterThan(0);
    const radios = stops.slice(choices).filter(({ role }) => role === 'radio');
    expect(radios.map(({ name }) => name)).toEqual(steps);
    expect(stops.filter(({ name }) => /^(label|reward)\b.*\d/i.test(name))).toEqual([]);
  });

  test('Tab leads to the choices, arrows choose, Enter gives; the live region says saved, then the reveal is read', async () => {
    await pressUntil('Tab', 'A much better');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect.poll(() => eventCount(page)).toBe(1);
    const said = async () => (await readPage()).filter(({ role }) => role === 'StaticText').map(({ name }) => name);
    await expect.poll(said).toContain('Saved: A clearly better. 1 of 18 pairs judged.');
    const live = await page.locator('[role=status][aria-live=polite]').last().textContent();
    expect(live).toContain('Saved: A clearly better.');
    const stops = await readPage();
    const strip = find(stops, 0, ({ role, name }) => role === 'region' && name === 'Last verdict');
    expect(stops.slice(strip, strip + 12).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['A clearly better', 'Label']),
    );
  });

  test('the focus is still among the choices, so that the next verdict needs no way back', async () => {
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('name'));
    expect(focused).toBe('verdict');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press(' ');
    await expect.poll(() => eventCount(page)).toBe(2);
  });
});

describe.sequential('at 200 % zoom (720 by 450 CSS pixels)', () => {
  beforeAll(async () => {
    await page.setViewportSize({ width: 720, height: 450 });
  });

  test('nothing scrolls in two directions, and nothing of the bar is cut off', async () => {
    const wide = await page.evaluate(() =>
      [document.documentElement, document.body, ...document.querySelectorAll('main, main > *')]
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
        .map(({ tagName, className }) => `${tagName} ${className}`),
    );
    expect(wide).toEqual([]);
    const boxes = await page
      .locator('form.bar label, form.bar button:visible')
      .evaluateAll((targets) => targets.map((target) => target.getBoundingClientRect().toJSON() as DOMRect));
    for (const box of boxes) {
      expect(box.left).toBeGreaterThanOrEqual(0);
      expect(box.right).toBeLessThanOrEqual(720);
      expect(box.bottom).toBeLessThanOrEqual(450);
    }
  });

  test('both responses can be scrolled into view, and the verdict is given', async () => {
    for (const side of ['A', 'B']) {
      await page.locator(`#response-${side}`).scrollIntoViewIfNeeded();
      const text = page.locator(`article:has(#response-${side}) .text`);
      await text.evaluate((element) => element.scrollIntoView({ block: 'end' }));
      const box = await text.boundingBox();
      const room = await page.locator('main').boundingBox();
      expect(box && room && box.y + box.height > room.y && box.y < room.y + room.height).toBe(true);
    }
    await page.keyboard.press('6');
    await expect.poll(() => eventCount(page)).toBe(3);
  });
});

test('with forced colours what is chosen is outlined, and with reduced motion nothing moves', async () => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await page.locator('form.bar input').nth(2).focus();
  await page.keyboard.press('ArrowRight');
  const chosen = page.locator('form.bar label:has(:checked)');
  expect(await chosen.evaluate((label) => getComputedStyle(label).outlineStyle)).toBe('solid');
  const moving = await page.evaluate(
    () =>
      document.getAnimations().filter((animation) => Number(animation.effect?.getComputedTiming().duration) > 1).length,
  );
  expect(moving).toBe(0);
});
