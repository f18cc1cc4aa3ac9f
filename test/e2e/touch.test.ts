import type { CDPSession, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventCount } from './support/eventCount';
import { openJudging, type Judging } from './support/openJudging';

let judging: Judging;
let page: Page;
let fingers: CDPSession;

type Point = readonly [x: number, y: number];

function touch(type: 'touchStart' | 'touchMove' | 'touchEnd', point?: Point): Promise<unknown> {
  const touchPoints = point ? [{ x: point[0], y: point[1] }] : [];
  return fingers.send('Input.dispatchTouchEvent', { type, touchPoints });
}

/** A finger that is down goes from one point to another, in small steps. */
async function move(from: Point, to: Point): Promise<void> {
  for (let step = 1; step <= 8; step++)
    await touch('touchMove', [from[0] + ((to[0] - from[0]) * step) / 8, from[1] + ((to[1] - from[1]) * step) / 8]);
}

/** A finger comes down and goes across; it stays down. */
async function drag(from: Point, to: Point): Promise<void> {
  await touch('touchStart', from);
  await move(from, to);
}

/** Taps until it shows: the browser takes a tap soon after a swipe for the end of a fling, as it would a person's. */
async function tapUntil(name: string, shows: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 8 && !(await shows()); tries++) {
    await page.getByRole('button', { name }).tap();
    await page.waitForTimeout(400);
  }
  expect(await shows()).toBe(true);
}

const hint = () => page.locator('.swipe');
const strip = () => page.locator('footer .strip');
const shown = () => page.locator('main').getAttribute('data-pair');

beforeAll(async () => {
  judging = await openJudging({ touch: true });
  ({ page, devtools: fingers } = judging);
});

afterAll(() => judging.close());

describe.sequential('one verdict with a finger, on 390 by 844 pixels', () => {
  test('nothing is wider than the screen, and what is tapped is 48 pixels high', async () => {
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const heights = await page
      .locator('form.bar label, form.bar button')
      .evaluateAll((targets) => targets.map((target) => target.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(48);
  });

  test('scrolling gives no verdict, also where the finger then goes across', async () => {
    await drag([200, 520], [205, 400]);
    await move([205, 400], [380, 390]);
    await touch('touchEnd');
    expect(await hint().count()).toBe(0);
    expect(await eventCount(page)).toBe(0);
  });

  test('the hint says what letting go would do; going back gives nothing', async () => {
    await drag([60, 420], [300, 424]);
    expect(await hint().textContent()).toMatch(/A clearly better\s*Let go to give it/);
    await move([300, 424], [80, 424]);
    await touch('touchEnd');
    await hint().waitFor({ state: 'detached' });
    expect(await eventCount(page)).toBe(0);
  });

  test('reasons and a rationale go with a swipe; then it is saved, and the label is shown', async () => {
    const reason = page.getByRole('checkbox', { name: /^Style/ });
    await tapUntil('Notes', () => reason.isVisible());
    await reason.tap();
    await page.getByRole('textbox', { name: 'Rationale' }).fill('Plainer words.');
    await tapUntil('Notes', () => reason.isHidden());
    const pair = await shown();
    await drag([330, 420], [90, 424]);
    expect(await hint().textContent()).toContain('B clearly better');
    await touch('touchEnd');
    await expect.poll(() => strip().textContent()).toMatch(/B clearly better\s*saved/);
    expect(await eventCount(page)).toBe(1);
    expect(await shown()).not.toBe(pair);
    expect(await strip().textContent()).toContain('Label');
  });

  test('undo by a tap brings the pair back, and a tap on a step gives another verdict', async () => {
    const next = await shown();
    await tapUntil('Undo', async () => (await eventCount(page)) === 2);
    expect(await shown()).not.toBe(next);
    await page.locator('form.bar label').nth(6).tap();
    await expect.poll(() => strip().textContent()).toMatch(/B much better\s*saved/);
    expect(await eventCount(page)).toBe(3);
  });
});
