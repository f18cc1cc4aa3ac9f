import fc from 'fast-check';
import { expect, test } from 'vitest';
import { World, type Fault } from './support/World';

const browser = fc.nat({ max: 2 });
const tab = fc.nat({ max: 1 });
const faults: Fault[] = ['drop', 'lost answer', 'twice', 'busy'];

/** What happens to the world between the steps of its exchanges. */
const happenings = fc.oneof(
  { weight: 8, arbitrary: fc.record({ what: fc.constant('append' as const), browser, tab }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('reopen' as const), browser, tab }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('wipe' as const), browser }) },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('restore' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ what: fc.constant('faults' as const), faults: fc.array(fc.constantFrom(...faults)) }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('smaller' as const), most: fc.integer({ min: 1, max: 4 }) }) },
);
const history = fc.array(fc.record({ happens: happenings, steps: fc.nat({ max: 12 }) }), { maxLength: 40 });

type Happening = typeof happenings extends fc.Arbitrary<infer One> ? One : never;

function happen(world: World, happening: Happening): void {
  if (happening.what === 'append') world.append(happening.browser, happening.tab);
  else if (happening.what === 'reopen') world.reopen(happening.browser, happening.tab);
  else if (happening.what === 'wipe') world.wipe(happening.browser);
  else if (happening.what === 'faults') world.faults.push(...happening.faults);
  else if (happening.what === 'smaller') world.server.mostEvents = happening.most;
  else world.restore(happening.share);
}

/** The model: what was given is on the server once and unaltered, and in every browser; and it gets there by itself. */
async function check(world: World): Promise<void> {
  const taken = await world.steps(4000, () => world.isQuiet());
  expect(taken, 'steps until everything had arrived').toBeLessThan(4000);
  const given = [...world.given.values()].map(({ id, hash }) => `${id} ${hash}`).sort();
  const sorted = (events: { id: string; hash: string }[]) => events.map(({ id, hash }) => `${id} ${hash}`).sort();
  expect(sorted(world.server.log)).toEqual(given);
  for (const { events } of world.browsers) expect(sorted(events)).toEqual(given);
}

test(
  'whatever the network, the tabs and the server do, everything given arrives once and unaltered, everywhere',
  { timeout: 1_200_000 },
  async () => {
    const numRuns = Number(process.env['SYNC_HISTORIES'] ?? 400);
    let met = 0;
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), history, async (scheduler, moments) => {
        const world = new World(scheduler, 3);
        for (const { happens, steps } of moments) {
          happen(world, happens);
          await world.steps(steps);
        }
        world.faults = [];
        world.wakeAll();
        await check(world).finally(() => world.close());
        met += world.met;
      }),
      { numRuns, ...(process.env['SYNC_SEED'] && { seed: Number(process.env['SYNC_SEED']) }) },
    );
    if (process.env['SYNC_HISTORIES'])
      process.stdout.write(`histories ${numRuns}, faults ${met}, lost 0, altered 0, stuck 0\n`);
  },
);

test('what the server lost without noticing comes back when the ledgers are compared', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.nat({ max: 5 }), async (scheduler, at) => {
      const world = new World(scheduler, 2);
      for (const browser of [0, 1, 0, 1, 0]) world.append(browser, 0);
      await check(world);
      world.server.forget(at);
      await check(world).finally(() => world.close());
    }),
    { numRuns: 10 },
  );
});
