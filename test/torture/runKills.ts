import { setTimeout as wait } from 'node:timers/promises';
import { Sender } from '../conformance/Sender';
import { seededNumbers } from '../support/seededNumbers';
import { LedgerReader } from './LedgerReader';
import { LoadClient } from './LoadClient';
import type { ServerProcess } from './ServerProcess';

export interface KillOptions {
  kills: number;
  seed: number;
  clients: number;
  /** Kills something beside the server, at times: its database. */
  alsoKill?: (number: number) => Promise<void>;
  report?: (words: string) => void;
}

export interface KillCounts {
  kills: number;
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

/**
 * Load from several clients on a real server that is killed at random moments, again and again. After every start a reader that
 * follows the cursors looks whether all that was acknowledged is there.
 */
export async function runKills(server: ServerProcess, options: KillOptions): Promise<KillCounts> {
  const random = seededNumbers(options.seed);
  await server.start();
  const sender = await Sender.of(server.address);
  const clients = Array.from({ length: options.clients }, () => new LoadClient(sender.another(), random));
  const reader = new LedgerReader(sender, clients);
  const running = clients.map((client) => client.run());
  const lost = new Set<string>();
  for (let number = 1; number <= options.kills; number++) {
    await wait(1 + random() * longestRunMs);
    await server.end();
    await options.alsoKill?.(number);
    const acked = clients.flatMap((client) => [...client.acked]);
    await server.start();
    await reader.read();
    for (const id of reader.lost(acked)) lost.add(id);
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
  return { kills: options.kills, acknowledged: acked.length, lost: lost.size, altered: reader.altered, stuck };
}
