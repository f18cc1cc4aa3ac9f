import fc from 'fast-check';
import { sealEvent } from '../../../src/verdicts/sealEvent';
import { wirePaths, mainStore } from '../../../src/sync/wire/wirePaths';
import type { LedgerEvent } from '../../../src/verdicts/VerdictEvent';
import { anyChoice } from '../../verdicts/anyEvents';
import { blindDraft, madeUuid, prefer } from '../../verdicts/madeEvents';
import { faults } from './Network';
import type { World } from './World';

const browser = fc.nat({ max: 2 });
const tab = fc.nat({ max: 1 });
const which = fc.nat({ max: 9 });

/** What happens to the world between the steps of its exchanges. */
export type Happening = { faults: number; do(world: World, folder: string): void | Promise<void> };

const verdict = fc
  .record({ browser, tab, pair: fc.nat({ max: 4 }), choice: fc.option(anyChoice, { nil: null, freq: 6 }) })
  .map((given): Happening => ({ faults: 0, do: (world) => world.append(given) }));

const network = fc.array(fc.constantFrom(...faults), { minLength: 1, maxLength: 4 }).map((list): Happening => ({
  faults: 0, // Counted when a request meets them.
  do: (world) => void world.network.faults.push(...list),
}));

const tabKill = fc
  .record({ browser, tab })
  .map((one): Happening => ({ faults: 1, do: (world) => world.reopen(one.browser, [one.tab]) }));

const browserKill = browser.map((at): Happening => ({ faults: 1, do: (world) => world.reopen(at, [0, 1]) }));

const wipe = browser.map((at): Happening => ({ faults: 1, do: (world) => world.lose(at, (one) => one.wipe()) }));

const snapshot = browser.map((at): Happening => ({ faults: 0, do: (world) => world.browser(at).snapshot() }));

const rollBack = fc.record({ at: browser, which }).map(({ at, which: one }): Happening => ({
  faults: 1,
  do: (world) => world.lose(at, (found) => found.rollBack(one)),
}));

const serverKill = fc.constant<Happening>({ faults: 1, do: (world) => world.server.kill() });

const backUp = fc.constant<Happening>({ faults: 0, do: (world, folder) => world.server.backUp(folder) });

const restore = which.map((one): Happening => ({
  faults: 1,
  do: async (world) => {
    if (await world.server.restore(one)) await world.noteGone();
  },
}));

const clock = fc
  .integer({ min: -1e7, max: 1e7 })
  .map((off): Happening => ({ faults: 1, do: (world) => void (world.calendarOff = off) }));

const smaller = fc
  .integer({ min: 1, max: 4 })
  .map((most): Happening => ({ faults: 1, do: (world) => void (world.network.mostEvents = most) }));

const late = fc.constant<Happening>({ faults: 1, do: (world) => world.network.deliverLate() });

/** Somebody sends another content under the id of an event that is there. */
const forged = which.map((one): Happening => ({ faults: 1, do: (world) => forge(world, one) }));

async function forge(world: World, at: number): Promise<void> {
  const log = await world.server.log();
  const stored = log[at % Math.max(1, log.length)];
  if (!stored) return;
  const { id, storeId, client, seq } = JSON.parse(stored.body) as LedgerEvent;
  const event = sealEvent(blindDraft(7, prefer(-3)), { id, storeId, client, seq, at: '2020-01-01T00:00:00.000Z' });
  const body = JSON.stringify({ client, generation: await world.server.generation(), events: [event] });
  const headers = { 'Content-Type': 'application/json' };
  await world.server.request(wirePaths.batch(mainStore, madeUuid(1)), { method: 'PUT', headers, body });
}

const weighted: [number, fc.Arbitrary<Happening>][] = [
  [10, verdict],
  [6, network],
  [2, tabKill],
  [2, browserKill],
  [1, wipe],
  [1, snapshot],
  [1, rollBack],
  [2, serverKill],
  [1, backUp],
  [1, restore],
  [1, clock],
  [1, smaller],
  [1, late],
  [1, forged],
];

export const history = fc.array(
  fc.record({
    happens: fc.oneof(...weighted.map(([weight, arbitrary]) => ({ weight, arbitrary }))),
    steps: fc.nat({ max: 10 }),
  }),
  { minLength: 4, maxLength: 24, size: 'max' },
);
