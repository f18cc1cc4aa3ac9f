import { page, userEvent } from 'vitest/browser';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { verdictStates } from '../../../src/verdicts/verdictState';
import { axeFindings } from '../axeFindings';
import type { OpenStudio } from '../load/openStudio';
import { leaveCompare, openCompare, threeModels } from './compareStudio';

const pairs = 300;
/** The third model has scored nine pairs in ten: only these are compared. */
const compared = 270;
let open: OpenStudio;

beforeAll(async () => {
  open = await openCompare(pairs, threeModels);
});

beforeEach(async () => {
  location.hash = `#/compare?models=${threeModels.map(({ key }) => key).join(',')}`;
  await vi.waitFor(() => expect(document.querySelector('canvas')).not.toBeNull(), { timeout: 20_000 });
  await vi.waitFor(() => expect(open.text()).toContain('1 to 25 of 270'), { timeout: 10_000 });
});

afterAll(() => leaveCompare(open, threeModels));

function figure(title: RegExp): HTMLElement {
  const found = [...document.querySelectorAll('figure')].find((one) =>
    title.test(one.querySelector('h2')?.textContent ?? ''),
  );
  if (!found) throw new Error(`There is no chart ${String(title)}.`);
  return found;
}

function marks(title: RegExp): SVGRectElement[] {
  return [...figure(title).querySelectorAll<SVGRectElement>('svg [role=button]')];
}

/** So many pairs are selected, as the room says. */
function selected(): number {
  return Number(/([\d,]+) pairs? selected/.exec(open.text())?.[1]?.replaceAll(',', ''));
}

function pairsOf(mark: Element | undefined): number {
  return Number(/: ([\d,]+) pair/.exec(mark?.getAttribute('aria-label') ?? '')?.[1]?.replaceAll(',', ''));
}

function query(): URLSearchParams {
  return new URLSearchParams(location.hash.split('?')[1]);
}

function click(element: Element | undefined): void {
  const { left, top, width, height } = element?.getBoundingClientRect() ?? new DOMRect();
  const at = { clientX: left + width / 2, clientY: top + height / 2, bubbles: true, button: 0, pointerId: 1 };
  element?.scrollIntoView({ block: 'center' });
  const { left: x, top: y } = element?.getBoundingClientRect() ?? new DOMRect();
  Object.assign(at, { clientX: x + width / 2, clientY: y + height / 2 });
  element?.dispatchEvent(new PointerEvent('pointerdown', at));
  element?.dispatchEvent(new PointerEvent('pointerup', at));
}

async function countIs(count: number): Promise<void> {
  await vi.waitFor(() => expect(selected()).toBe(count), { timeout: 10_000 });
}

/** The pair on the screen of Verify. */
function pairShown(): string {
  return document.querySelector<HTMLElement>('main')?.dataset['pair'] ?? '';
}

describe.sequential('the room Compare', () => {
  test('only the pairs that all models scored are compared, and the room says so', () => {
    expect(selected()).toBe(compared);
    expect(open.text()).toContain(`${String(compared)} of ${String(pairs)} pairs that all 3 models have scored`);
    expect(query().get('models')).toBe(threeModels.map(({ key }) => key).join(','));
  });

  test('a bar filters every other chart and the table; its chip takes it away again', async () => {
    const [bar] = marks(/against the label/).filter((mark) =>
      mark.getAttribute('aria-label')?.startsWith('Only Small model'),
    );
    const wanted = pairsOf(bar);
    expect(wanted).toBeGreaterThan(0);
    click(bar);
    await countIs(wanted);
    await vi.waitFor(() => expect(open.text()).toContain(`of ${String(wanted)}`));
    // Whoever stands against the label has its margin below zero: the histogram has nothing above.
    const histogram = marks(/^Margins, Small model/);
    expect(histogram.reduce((sum, mark) => sum + pairsOf(mark), 0)).toBe(wanted);
    const positive = histogram.filter((mark) => /Margin \+/.test(mark.getAttribute('aria-label') ?? ''));
    expect(positive.reduce((sum, mark) => sum + pairsOf(mark), 0)).toBe(0);
    // The chart that filters shows all pairs still.
    expect(marks(/against the label/).reduce((sum, mark) => sum + pairsOf(mark), 0)).toBe(compared);
    await page.getByRole('button', { name: /^Remove the filter: Only Small model/ }).click();
    await countIs(compared);
  });

  test('keys choose a mark, Shift widens the choice, Escape lets go', async () => {
    const bins = marks(/^Margins, Large model/);
    const at = bins.findIndex((bin) => pairsOf(bin) > 5);
    const focusable = bins.find((bin) => bin.getAttribute('tabindex') === '0');
    focusable?.focus();
    await userEvent.keyboard('{Home}');
    for (let step = 0; step < at; step++) await userEvent.keyboard('{ArrowRight}');
    expect(document.activeElement).toBe(marks(/^Margins, Large model/)[at]);
    await userEvent.keyboard('{Enter}');
    await countIs(pairsOf(bins[at]));
    await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}');
    await countIs(pairsOf(bins[at]) + pairsOf(bins[at + 1]));
    await userEvent.keyboard('{Escape}');
    await countIs(compared);
    expect(document.activeElement?.getAttribute('data-mark')).toBe(String(at + 1));
  });

  test('a corner of the scatter is a button with its count, and a box is moved by keys', async () => {
    const corner = [...figure(/Small model by Large/).querySelectorAll<HTMLElement>('.corner')].find((one) =>
      one.textContent.includes('only Small model against'),
    );
    const wanted = Number(/\d+/.exec(corner?.textContent ?? '')?.[0]);
    corner?.click();
    await countIs(wanted);
    expect(query().get('filters')).toBe('quadrant_0_1_np');
    document.querySelector<HTMLElement>('[role=application]')?.focus();
    await userEvent.keyboard('{ArrowRight}');
    await vi.waitFor(() => expect(query().get('filters')).toMatch(/^rectangle_0_1_/));
    const before = query().get('filters');
    await userEvent.keyboard('{ArrowRight}');
    await vi.waitFor(() => expect(query().get('filters')).not.toBe(before));
    expect(document.querySelector('[role=status][aria-live=polite]')?.textContent).toContain('margin, Small model');
    await userEvent.keyboard('{Escape}');
    await countIs(compared);
  });

  test('a drag over the scatter draws a box that filters while it is drawn', async () => {
    const plot = document.querySelector<HTMLElement>('[role=application]');
    plot?.scrollIntoView({ block: 'center' });
    const area = plot?.getBoundingClientRect() ?? new DOMRect();
    const at = (share: number) => ({
      ...{ clientX: area.left + area.width * share, clientY: area.top + area.height * share },
      ...{ bubbles: true, button: 0, pointerId: 1 },
    });
    if (plot) plot.setPointerCapture = () => undefined;
    plot?.dispatchEvent(new PointerEvent('pointerdown', at(0.3)));
    plot?.dispatchEvent(new PointerEvent('pointermove', at(0.6)));
    await vi.waitFor(() => expect(selected()).toBeLessThan(compared));
    expect(query().get('filters')).toBeNull();
    plot?.dispatchEvent(new PointerEvent('pointerup', at(0.6)));
    await vi.waitFor(() => expect(query().get('filters')).toMatch(/^rectangle_0_1_/));
  });

  test('the address is the view: back takes a filter back, and a reload shows the same', async () => {
    const [slice] = marks(/by topic/);
    const wanted = pairsOf(slice);
    click(slice);
    await countIs(wanted);
    const address = location.hash;
    history.back();
    await countIs(compared);
    history.forward();
    await countIs(wanted);
    expect(location.hash).toBe(address);
    location.hash = '#/home';
    await vi.waitFor(() => expect(document.querySelector('canvas')).toBeNull());
    location.hash = address;
    await countIs(wanted);
    expect(open.text()).toContain('topic:');
  });

  test('filters that no selection passes are said, and can be taken away at once', async () => {
    studioAddress({ filters: 'stand_0_agreement*against_0' });
    await countIs(0);
    expect(open.text()).toContain('No pair passes all these filters');
    await expect.element(page.getByRole('button', { name: /^Verify these 0/ })).toBeDisabled();
    await page.getByRole('button', { name: 'remove all', exact: true }).click();
    await countIs(compared);
  });

  test('what an address names and the committee does not know is left out and said', async () => {
    studioAddress({ filters: 'stand_7_agreement*stand_0_disagreement' });
    await vi.waitFor(() => expect(open.text()).toContain('left out: stand_7_agreement'));
    expect(open.text()).toContain('Small model against the label');
  });

  test('labels and margins are not in the page before the switch, and what is shown counts as seen', async () => {
    expect(document.querySelector('tbody td.against, tbody td[title]')).toBeNull();
    expect(open.studio.revealed.has(open.studio.open?.pairId(3) ?? '')).toBe(false);
    await page.getByRole('switch', { name: 'Show labels and rewards' }).click();
    await vi.waitFor(() => expect(document.querySelectorAll('tbody td[title]').length).toBe(25 * 3));
    await vi.waitFor(() => expect(open.studio.revealed.has(open.studio.open?.pairId(3) ?? '')).toBe(true));
    expect(open.studio.revealed.has(open.studio.open?.pairId(100) ?? '')).toBe(false);
    await page.getByRole('switch', { name: 'Show labels and rewards' }).click();
  });

  test('a selection becomes the queue by one click: only its pairs come, and Verify says why without a reward', async () => {
    const [bar] = marks(/against the label/).filter((mark) =>
      mark.getAttribute('aria-label')?.startsWith('Only Small model against'),
    );
    click(bar);
    const wanted = pairsOf(bar);
    await countIs(wanted);
    await page.getByRole('button', { name: `Verify these ${String(wanted)} pairs` }).click();
    await vi.waitFor(() => expect(open.text()).toContain('from a selection in compare'), { timeout: 20_000 });
    expect(open.text()).toContain(`Only ${String(wanted)} pairs from Compare`);
    expect(location.hash).toContain('#/verify');
    // The order is random: what earlier tests have shown does not become gold, and is skipped.
    while (open.studio.revealed.has(pairShown())) {
      const seen = pairShown();
      await userEvent.keyboard('s');
      await vi.waitFor(() => expect(pairShown()).not.toBe(seen));
    }
    const row = open.studio.open?.rowOf(pairShown()) ?? -1;
    await userEvent.keyboard('4');
    await vi.waitFor(() => expect(open.studio.open?.verdicts[row]).toBe(verdictStates.gold), { timeout: 10_000 });
    await page.getByRole('link', { name: 'Back to Compare' }).click();
    // The verdict is the label from now on: a tie, against which nobody can stand.
    await countIs(wanted - 1);
    location.hash = '#/verify';
    await vi.waitFor(() => expect(open.text()).toContain('from Compare'));
    await page.getByRole('button', { name: 'All pairs' }).click();
    await vi.waitFor(() => expect(open.text()).not.toContain('from Compare'));
  });

  test('a selection that tells the labels says so, and a verdict in it is no gold', async () => {
    studioAddress({ filters: 'length_50_' });
    await vi.waitFor(() => expect(open.text()).toContain('knows its label'));
    await page.getByRole('button', { name: /^Verify these/ }).click();
    await vi.waitFor(() => expect(open.text()).toContain('seen before: no gold'), { timeout: 20_000 });
    const row = open.studio.open?.rowOf(pairShown()) ?? -1;
    await userEvent.keyboard('2');
    await vi.waitFor(() => expect(open.studio.open?.verdicts[row]).toBe(verdictStates.judged), { timeout: 10_000 });
  });

  test.each([
    ['light', 1280],
    ['dark', 390],
  ])('axe finds nothing in %s at %i pixels, in the charts and in their tables', async (theme, width) => {
    await page.viewport(width, 900);
    document.documentElement.dataset['theme'] = theme;
    try {
      await vi.waitFor(() => expect(open.text()).toContain('What margins go along with'), { timeout: 20_000 });
      const room = document.querySelector('.room') ?? document.body;
      expect(await axeFindings(room)).toEqual([]);
      toggleTables();
      await vi.waitFor(() => expect(document.querySelectorAll('figure table').length).toBeGreaterThan(5));
      expect(await axeFindings(room)).toEqual([]);
      expect(room.scrollWidth).toBeLessThanOrEqual(width);
    } finally {
      toggleTables();
      delete document.documentElement.dataset['theme'];
      await page.viewport(1280, 900);
    }
  });
});

function toggleTables(): void {
  for (const button of document.querySelectorAll<HTMLElement>('figcaption button[aria-pressed]'))
    if (button.textContent === 'Table') button.click();
}

function studioAddress(changes: Record<string, string>): void {
  open.studio.router.amend(changes);
}
