import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { labelCodes } from '../../../src/pairs/PairIndex';
import { fewestBetween } from '../../../src/queue/Repeats';
import { sideOrder } from '../../../src/queue/sideOrder';
import { settings, type RevealMode } from '../../../src/studio/parts/Settings.svelte';
import { VerifySession } from '../../../src/studio/verify/VerifySession.svelte';
import type { VerdictData } from '../../../src/verdicts/VerdictEvent';
import { MadeStudio, type MadePair } from './MadeStudio.svelte';
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
  await leave();
  target.remove();
});

async function leave(): Promise<void> {
  if (component) await unmount(component);
  component = null;
  target.innerHTML = '';
}

function madePairs(count: number): MadePair[] {
  return Array.from({ length: count }, (_, row) => ({
    first: `first of ${row}`,
    second: `second of ${row}`,
    label: labelCodes.first,
    rewards: [row, 0] as [number, number],
  }));
}

interface Begun {
  studio: MadeStudio;
  seed?: string;
  share?: () => number;
  revealMode?: RevealMode;
}

async function begin({ studio, seed = 'seed', share = () => 0, revealMode = 'strip' }: Begun): Promise<VerifySession> {
  const session = new VerifySession({
    ...{ studio, open: studio.open, seed, events: [...studio.stored] },
    revealMode: () => revealMode,
    prepare: () => undefined,
    repeatShare: share,
  });
  await session.start();
  return session;
}

const settled = (session: VerifySession) => vi.waitFor(() => expect(session.writer.waiting).toEqual([]));
const verdicts = (studio: MadeStudio): (VerdictData & { pair: string })[] =>
  studio.stored.flatMap((event) => (event.type === 'verdict' ? [{ ...event.data, pair: event.pair }] : []));

/** Gives verdicts until a pair comes that was judged before; it is then on the screen. */
async function untilRepeat(studio: MadeStudio, revealMode: RevealMode = 'strip'): Promise<VerifySession> {
  let share = 0;
  const session = await begin({ studio, share: () => share, revealMode });
  const met = new Set<number>();
  for (let given = 0; given < 60; given++) {
    const shown = session.screen.current;
    if (!shown) break;
    if (met.has(shown.row)) return session;
    met.add(shown.row);
    share = given < fewestBetween ? 0 : 1;
    await session.commit(shown.left === 'first' ? 1 : 7);
    if (revealMode === 'stop') {
      await settled(session);
      await session.keep();
    }
    await settled(session);
  }
  throw new Error('No pair came again.');
}

test('a pair comes again with its sides swapped, and its verdict is stored as a repeat that is never the label', async () => {
  const studio = new MadeStudio(madePairs(60));
  const session = await untilRepeat(studio);
  const shown = session.screen.current;
  const before = verdicts(studio).find(({ pair }) => pair === shown?.pair.id);
  expect(shown?.left).not.toBe(before?.left);
  expect([shown?.phase, shown?.choice, shown?.seenBefore, session.screen.notes.step]).toEqual([
    ...['judging', null, false, null],
  ]);
  expect(before?.choice).toEqual({ kind: 'preference', strength: -3 });
  const label = studio.fold.own(shown?.pair.id ?? '');
  const judged = studio.open.verdictCounts();
  // The other response than the first time.
  await session.commit(shown?.left === 'first' ? 7 : 1);
  await settled(session);
  const repeat = verdicts(studio).at(-1);
  expect(repeat).toMatchObject({
    ...{ occasion: 'repeat', visibility: 'blind', pair: shown?.pair.id, left: shown?.left },
    ...{ queueReason: before?.queueReason, choice: { kind: 'preference', strength: 3 } },
  });
  expect(studio.stored.at(-1)?.supersedes).toEqual([]);
  expect(studio.fold.own(shown?.pair.id ?? '')).toEqual(label);
  expect(label?.gold).toBe(true);
  expect(studio.open.verdictCounts()).toEqual(judged);
  expect(session.screen.current?.row).not.toBe(shown?.row);
});

test('nothing in the page tells a repeat from a pair that is met for the first time', async () => {
  const studio = new MadeStudio(madePairs(60));
  const session = await untilRepeat(studio);
  // What the person wrote the first time would tell as well.
  const pair = session.screen.current?.pair.id ?? '';
  const said = { category: 'math' as const, objectivity: 'objective' as const, controversiality: null };
  const data = { ...said, desired: 'Said before', guideline: '', basis: 'person' as const };
  await studio.append([{ type: 'attributes', pair, supersedes: [], data }]);
  const shown = session.screen.current;
  if (!shown) throw new Error('No pair is on the screen.');
  const pages: string[] = [];
  const look = async (of: MadeStudio, session: VerifySession) => {
    component = mount(RoomHolder, { target, props: { studio: of.asStudio(), session } });
    await vi.waitFor(() => expect(target.querySelector('.side-a, main[data-pair] .pair')).not.toBeNull());
    const [main, why] = [target.querySelector('main'), target.querySelector('.why')];
    await vi.waitFor(() => expect(main?.textContent).toContain(`first of ${shown.row}`));
    pages.push(`${main?.outerHTML ?? ''}${why?.outerHTML ?? ''}`.replace(/time[^ ]*="[^"]*"/g, ''));
    await leave();
  };
  await look(studio, session);
  // The same pair for the first time, with a seed that puts it on the same sides.
  const seed = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].find((of) => sideOrder(of, shown.pair.id) === shown.left) ?? '';
  const fresh = new MadeStudio(madePairs(60));
  const first = await begin({ studio: fresh, seed });
  await first.screen.interrupt({ row: shown.row, reason: shown.reason });
  await look(fresh, first);
  expect(pages[0]).toBe(pages[1]);
});

test('undo of a repeat shows it again as it stood, unrevealed, and leaves the label alone', async () => {
  const studio = new MadeStudio(madePairs(60));
  const session = await untilRepeat(studio);
  const shown = session.screen.current;
  const label = studio.fold.own(shown?.pair.id ?? '');
  await session.commit(4);
  await settled(session);
  session.undo();
  await settled(session);
  const again = session.screen.current;
  expect([again?.row, again?.left, again?.phase, again?.choice]).toEqual([shown?.row, shown?.left, 'judging', null]);
  expect(studio.fold.own(shown?.pair.id ?? '')).toEqual(label);
  session.redo();
  await settled(session);
  expect(verdicts(studio).filter(({ occasion }) => occasion === 'repeat')).toHaveLength(2);
  expect(session.screen.current?.row).not.toBe(shown?.row);
});

test('to keep a repeat stores nothing: the label stays the first verdict', async () => {
  const studio = new MadeStudio(madePairs(60));
  const session = await untilRepeat(studio);
  await session.commit(4);
  await settled(session);
  const count = studio.stored.length;
  await session.keep();
  await settled(session);
  expect(session.last?.kept).toBe(true);
  expect(studio.stored).toHaveLength(count);
});

test('where each verdict stops at its reveal and is kept, none comes again: the person has dwelt on its label', async () => {
  await expect(untilRepeat(new MadeStudio(madePairs(40)), 'stop')).rejects.toThrow('No pair came again');
});

test('a later visit remembers what was judged, and what has come again', async () => {
  const studio = new MadeStudio(madePairs(90));
  const session = await untilRepeat(studio);
  await session.commit(4);
  await settled(session);
  const repeated = verdicts(studio).at(-1)?.pair;
  const later = await begin({ studio, share: () => 1 });
  const met: string[] = [];
  for (let given = 0; given < 40 && later.screen.current; given++) {
    met.push(later.screen.current.pair.id);
    await later.commit(4);
    await settled(later);
  }
  const repeats = verdicts(studio).filter(({ occasion }) => occasion === 'repeat');
  expect(repeats.length).toBeGreaterThan(5);
  expect(repeats.filter(({ pair }) => pair === repeated)).toHaveLength(1);
  expect(new Set(repeats.map(({ pair }) => pair)).size).toBe(repeats.length);
});
