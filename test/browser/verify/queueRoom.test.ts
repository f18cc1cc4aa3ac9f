import axe from 'axe-core';
import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { labelCodes } from '../../../src/pairs/PairIndex';
import { queueChoiceOf } from '../../../src/studio/verify/queueChoiceOf';
import { queueRequest } from '../../../src/studio/verify/queueRequest';
import { settings } from '../../../src/studio/parts/Settings.svelte';
import { VerifySession } from '../../../src/studio/verify/VerifySession.svelte';
import { sealEvent } from '../../../src/verdicts/sealEvent';
import type { LedgerEvent, VerdictData } from '../../../src/verdicts/VerdictEvent';
import { v7 as uuid } from 'uuid';
import { MadeStudio } from './MadeStudio.svelte';
import RoomHolder from './RoomHolder.svelte';

let target: HTMLElement;
let component: Record<string, unknown> | null = null;

beforeEach(async () => {
  await page.viewport(1440, 900);
  history.replaceState(null, '', '#/verify');
  target = document.createElement('div');
  document.body.append(target);
  await settings.change({ raw: false, revealMode: 'strip', theme: 'light' });
});

afterEach(async () => {
  if (component) await unmount(component);
  component = null;
  target.remove();
});

function madeStudio(pairs = 30): MadeStudio {
  return new MadeStudio(
    Array.from({ length: pairs }, (_, row) => ({
      first: `first of ${row}`,
      second: `second of ${row}`,
      label: labelCodes.first,
      rewards: [row % 2 === 0 ? row / 10 : -row, 0] as [number, number],
    })),
  );
}

/** The room as the studio opens it: its queue as the person wants it. */
async function enter(studio: MadeStudio): Promise<VerifySession> {
  const { open, fold } = studio;
  const choice = queueChoiceOf(studio.asStudio(), open);
  await choice.restore();
  const order = async () => {
    const of = { open, fold, plan: choice.plan, seed: 'seed', statesKey: null, margins: null };
    return open.view.queue(open.dataSet.id, await queueRequest(of));
  };
  const session = new VerifySession({
    ...{ studio, open, seed: 'seed', events: [], order },
    revealMode: () => 'strip',
    prepare: () => undefined,
  });
  await session.start();
  component = mount(RoomHolder, { target, props: { studio: studio.asStudio(), session } });
  await vi.waitFor(() => expect(target.querySelector('main[data-pair]')).not.toBeNull());
  return session;
}

const why = () => target.querySelector('.why')?.textContent ?? '';
const dialog = () => target.querySelector<HTMLDialogElement>('dialog[aria-labelledby=queue-title]');
const radio = (order: string) => target.querySelector<HTMLInputElement>(`input[name=order][value=${order}]`);

test('the order is chosen by keyboard alone, said by the badge, kept with the data set and in the address', async () => {
  const studio = madeStudio();
  await enter(studio);
  expect(why()).toContain('label and model disagree');
  await userEvent.keyboard('q');
  await vi.waitFor(() => expect(dialog()?.open).toBe(true));
  radio('label')?.focus();
  await userEvent.keyboard('{ArrowUp}');
  expect(radio('random')?.checked).toBe(true);
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(dialog()).toBeNull());
  await vi.waitFor(() => expect(why()).toContain('random sample'));
  expect(studio.settings.get('queue-plan:made')).toMatchObject({ order: 'random', randomShare: 0.1 });
  expect(location.hash).toBe('#/verify?order=random');
  // While a dialog is open no key gives a verdict.
  expect(studio.stored).toHaveLength(0);
});

test('an address with an order asks for it', async () => {
  history.replaceState(null, '', '#/verify?order=low_margin');
  await enter(madeStudio());
  await vi.waitFor(() => expect(why()).toContain('low margin'));
  expect(target.querySelector('.order')?.textContent).toContain('low margin');
});

test('the palette orders the queue from any room', async () => {
  const studio = madeStudio();
  await enter(studio);
  await userEvent.keyboard('{Control>}k{/Control}');
  await userEvent.keyboard('order random{Enter}');
  await vi.waitFor(() => expect(why()).toContain('random sample'));
  expect(studio.settings.get('queue-plan:made')).toMatchObject({ order: 'random' });
});

test('the random sample goes to none only by its own box, and shares out of bounds are not taken', async () => {
  const studio = madeStudio();
  await enter(studio);
  await userEvent.keyboard('q');
  await vi.waitFor(() => expect(dialog()?.open).toBe(true));
  const [random, repeats] = target.querySelectorAll<HTMLInputElement>(
    '[aria-labelledby=queue-title] input[type=number]',
  );
  if (!random || !repeats) throw new Error('The shares are not there.');
  expect([random.value, repeats.value, random.min]).toEqual(['10', '5', '1']);
  await userEvent.fill(random, '0');
  await userEvent.fill(repeats, '8');
  expect(random.validity.valid).toBe(false);
  await userEvent.fill(random, '25');
  await userEvent.click(
    target.querySelector<HTMLButtonElement>('[aria-labelledby=queue-title] .primary') as HTMLElement,
  );
  await vi.waitFor(() => expect(dialog()).toBeNull());
  expect(studio.settings.get('queue-plan:made')).toMatchObject({ randomShare: 0.25, repeatShare: 0.08 });
  await userEvent.keyboard('q');
  await vi.waitFor(() => expect(dialog()?.open).toBe(true));
  target.querySelector<HTMLInputElement>('[aria-labelledby=queue-title] input[type=checkbox]')?.click();
  await userEvent.click(
    target.querySelector<HTMLButtonElement>('[aria-labelledby=queue-title] .primary') as HTMLElement,
  );
  await vi.waitFor(() => expect(studio.settings.get('queue-plan:made')).toMatchObject({ randomShare: 0 }));
});

test('model against model needs two models', async () => {
  const studio = madeStudio();
  await enter(studio);
  await userEvent.keyboard('q');
  await vi.waitFor(() => expect(dialog()?.open).toBe(true));
  radio('models')?.click();
  await vi.waitFor(() => expect(target.querySelectorAll('[aria-labelledby=queue-title] select')).toHaveLength(2));
  const use = target.querySelector<HTMLButtonElement>('[aria-labelledby=queue-title] .primary');
  expect(use?.disabled).toBe(true);
  const [one, other] = target.querySelectorAll<HTMLSelectElement>('[aria-labelledby=queue-title] select');
  await userEvent.selectOptions(one as HTMLElement, 'key-one');
  expect(use?.disabled).toBe(true);
  await userEvent.selectOptions(other as HTMLElement, 'key-two');
  use?.click();
  await vi.waitFor(() =>
    expect(studio.settings.get('queue-plan:made')).toMatchObject({ order: 'models', models: ['key-one', 'key-two'] }),
  );
});

test('finding neighbours asks for the states of judged pairs first', async () => {
  const studio = madeStudio();
  const session = await enter(studio);
  const judged = session.screen.current?.row;
  await session.commit(2);
  await vi.waitFor(() => expect(session.writer.waiting).toEqual([]));
  await userEvent.keyboard('q');
  await vi.waitFor(() => expect(dialog()?.open).toBe(true));
  radio('neighbours')?.click();
  await vi.waitFor(() => expect(target.querySelector('.states button')).not.toBeNull());
  target.querySelector<HTMLButtonElement>('.states button')?.click();
  await vi.waitFor(() => expect(target.querySelector('.states')?.textContent).toContain('Done'));
  expect(studio.asked[0]).toBe(judged);
  expect(new Set(studio.asked).size).toBe(30);
});

test.each([
  [1440, 900, 'light'],
  [390, 844, 'dark'],
] as const)('the dialog has no violations and fits at %i x %i, %s', async (width, height, theme) => {
  await page.viewport(width, height);
  await settings.change({ theme });
  await enter(madeStudio());
  target.querySelector<HTMLButtonElement>('button.order')?.click();
  await vi.waitFor(() => expect(dialog()?.open).toBe(true));
  radio('models')?.click();
  await vi.waitFor(() => expect(target.querySelectorAll('[aria-labelledby=queue-title] select')).toHaveLength(2));
  const box = dialog()?.getBoundingClientRect();
  expect(box?.left).toBeGreaterThanOrEqual(0);
  expect(box?.right).toBeLessThanOrEqual(width);
  expect(dialog()?.scrollWidth).toBeLessThanOrEqual(dialog()?.clientWidth ?? 0);
  const { violations } = await axe.run(dialog() ?? target);
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
});

test('pairs that two other people agree on are mixed in, and look like any other', async () => {
  const studio = madeStudio();
  const others = [uuid(), uuid()];
  studio.fold.regroup((client) => (others.includes(client) ? `person ${others.indexOf(client)}` : ''));
  const known = 28;
  const data: VerdictData = {
    ...{ choice: { kind: 'preference', strength: -2 }, visibility: 'blind', left: 'first', rationale: '', reasons: [] },
    ...{ elapsedMs: 900, queueReason: 'random', protocol: 'p@1', lacks: [] },
  };
  const events: LedgerEvent[] = others.map((client, at) =>
    sealEvent(
      { type: 'verdict', pair: studio.open.pairId(known), supersedes: [], data },
      { id: uuid(), storeId: uuid(), client, seq: 1, at: `2026-11-0${at + 1}T08:00:00.000Z` },
    ),
  );
  studio.fold.add(events);
  studio.open.refreshVerdicts(events.map(({ pair }) => pair));
  await queueChoiceOf(studio.asStudio(), studio.open).change({ knownShare: 1, randomShare: 0 });
  const session = await enter(studio);
  expect(session.screen.current?.row).toBe(known);
  // Its reason is the model's, not that others know it, and nothing of theirs is in the page.
  expect(session.screen.current?.reason).toBe('order');
  expect(target.innerHTML).not.toMatch(/person|known|clearly better<\/strong>/i);
  await session.commit(2);
  await vi.waitFor(() => expect(session.writer.waiting).toEqual([]));
  expect(studio.stored.at(-1)).toMatchObject({ data: { queueReason: 'order', visibility: 'blind' } });
  expect(session.screen.current?.row).not.toBe(known);
});
