import { setTimeout as wait } from 'node:timers/promises';
import { Sender } from '../conformance/Sender';
import { seededNumbers } from '../support/seededNumbers';
import type { Death } from './deathPoints';
import { LedgerReader } from './LedgerReader';
import { LoadClient } from './LoadClient';
import type { ServerProcess } from './ServerProcess';
import { tearLog } from './tearLog';

export interface KillOptions {
  kills: number;
  seed: number;
  clients: number;
  /** Kills something beside the server, at times: its database. */
  alsoKill?: (number: number) => Promise<void>;
  /** Where SQLite's log lies, of which the end that was not durable yet is torn after every kill. */
  dataFolder?: string;
  report?: (words: string) => void;
}

export interface KillCounts {
  kills: number;
  /** Kills of a server over a commit: right before, in the midst of its write to the disk, right after. */
  overCommits: number;
  /** Logs whose end was torn. */
  torn: number;
  acknowledged: number;
  /** Acknowledged events that were not in the ledger afterwards. */
  lost: number;
  /** Events in the ledger that nobody made, that are other than made, or that stand there twice. */
  altered: number;
  /** Events that were never acknowledged, though the server was there. */
  stuck: number;
}

const longestRunMs = 120;
const drainMs = 60_000;
/** A server that is told to end itself is ended after this long at the latest. */
const ownEndMs = 2_000;
/** Most commits have ended by then. */
const longestCommitUs = 1_000;

/**
 * Load from several clients on a real server that is killed at random moments, again and again. After every start a reader that
 * follows the cursors looks whether all that was acknowledged is there.
 */
export async function runKills(server: ServerProcess, options: KillOptions): Promise<KillCounts> {
  const random = seededNumbers(options.seed);
  const counts = { overCommits: 0, torn: 0 };
  await server.start(null);
  const sender = await Sender.of(server.address);
  const clients = Array.from({ length: options.clients }, () => new LoadClient(sender.another(), random));
  const reader = new LedgerReader(sender, clients);
  const running = clients.map((client) => client.run());
  const lost = new Set<string>();
  for (let number = 1; number <= options.kills; number++) {
    if (await die(server, random)) counts.overCommits++;
    await options.alsoKill?.(number);
    if (options.dataFolder !== undefined && tearLog(options.dataFolder, random)) counts.torn++;
    const acked = clients.flatMap((client) => [...client.acked]);
    const death = number < options.kills ? deathOf(random) : null;
    // It may come before the server listens.
    await server.start(death).catch(() => server.start(null));
    // One that dies while it is read is read after its next start.
    const isRead = await reader.read().then(
      () => true,
      () => false,
    );
    if (isRead) for (const id of reader.lost(acked)) lost.add(id);
    if (number % 50 === 0) options.report?.(`${number} kills, ${acked.length} acknowledged, ${lost.size} lost`);
  }
  for (const client of clients) client.drain();
  for (let left = drainMs; left > 0 && clients.some(({ waiting }) => waiting > 0); left -= 50) await wait(50);
  for (const client of clients) client.end();
  await Promise.all(running);
  await reader.read();
  const acked = clients.flatMap((client) => [...client.acked]);
  for (const id of reader.lost(acked)) lost.add(id);
  const stuck = clients.reduce((sum, { waiting, rejected }) => sum + waiting + rejected.length, 0);
  return {
    kills: options.kills,
    ...counts,
    acknowledged: acked.length,
    lost: lost.size,
    altered: reader.altered,
    stuck,
  };
}

/** Waits for the server's end, by its own hand or at a random moment by ours. Whether it ended itself over a commit. */
async function die(server: ServerProcess, random: () => number): Promise<boolean> {
  const atRandom = 1 + random() * longestRunMs;
  if (server.willEnd) return server.ended(ownEndMs);
  await wait(atRandom);
  await server.end();
  return false;
}

/** Four of five servers end themselves over one of their first commits. */
function deathOf(random: () => number): Death | null {
  const where = ([null, 'before', 'in', 'in', 'after'] as const)[Math.floor(random() * 5)] ?? null;
  if (where === null) return null;
  return { where, commit: 2 + Math.floor(random() * 20), us: Math.floor(random() ** 2 * longestCommitUs) };
}
