import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { history } from './happenings';
import type { TortureDatabase } from './TortureDatabase';
import { TortureServer } from './TortureServer';
import { Violation } from './Violation';
import { World } from './World';

export interface HistoryOptions {
  histories: number;
  seed: number;
  /** For backups. */
  folder: string;
  report?: (words: string) => void;
}

export interface HistoryCounts {
  histories: number;
  faults: number;
  crashes: number;
  acknowledged: number;
  lost: number;
  altered: number;
  stuck: number;
  /** The first history that broke something, in words, with what makes it again; null where none did. */
  broken: string | null;
}

type Moments = readonly { happens: { faults: number; do(world: World, folder: string): unknown }; steps: number }[];

const mostSteps = 4_000;

/**
 * Random histories of three browsers and the real server over a real database, against a model of three lines: what is
 * acknowledged is there, as it was given; in the end everything given is everywhere; and it gets there by itself.
 */
export async function runHistories(database: TortureDatabase, options: HistoryOptions): Promise<HistoryCounts> {
  const counts: HistoryCounts = {
    ...{ histories: 0, faults: 0, crashes: 0, acknowledged: 0, lost: 0, altered: 0, stuck: 0, broken: null },
  };
  const property = fc.asyncProperty(fc.scheduler(), history, async (scheduler, moments) => {
    await live(database, scheduler, moments, options, counts);
    counts.histories++;
    if (counts.histories % 500 === 0) options.report?.(`${counts.histories} histories, ${counts.faults} faults`);
  });
  const { seed, histories: numRuns } = options;
  const result = await fc.check(property, { seed, numRuns, endOnFailure: true });
  if (!result.failed) return counts;
  counts.histories++;
  const cause: unknown = result.errorInstance;
  counts[cause instanceof Violation ? cause.kind : 'stuck']++;
  counts.broken = `${String(cause)} (seed ${result.seed}, path ${result.counterexamplePath ?? ''})`;
  return counts;
}

async function live(
  database: TortureDatabase,
  scheduler: fc.Scheduler,
  moments: Moments,
  { folder }: HistoryOptions,
  counts: HistoryCounts,
): Promise<void> {
  await database.reset();
  const backups = await mkdtemp(join(folder, 'backups-'));
  const server = await TortureServer.start(database);
  const world = new World(scheduler, server);
  try {
    for (const { happens, steps } of moments) {
      await happens.do(world, backups);
      counts.faults += happens.faults;
      const { life } = server;
      await world.steps(steps);
      if (happens.faults > 0 || server.life !== life) await world.checkServer();
    }
    await end(world);
  } finally {
    counts.faults += world.network.met;
    counts.crashes += server.life;
    counts.acknowledged += world.acknowledged;
    await world.close();
    await server.close();
    await rm(backups, { recursive: true, force: true });
  }
}

/** The network is there again and nobody does anything more, but asks once for another try of what was rejected. */
async function end(world: World): Promise<void> {
  world.network.faults = [];
  for (const retry of [false, true]) {
    if (retry) world.browsers.forEach((browser) => browser.retryRejected());
    world.wakeAll();
    const taken = await world.steps(mostSteps, () => world.isQuiet());
    if (taken === mostSteps) throw new Violation('stuck', 'Something still waits though the network is there.');
  }
  await world.checkEnd();
}
