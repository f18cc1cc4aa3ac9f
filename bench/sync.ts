import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { v4, v7 } from 'uuid';
import { NodeSqlite } from '../server/database/NodeSqlite';
import { openLedgerStore } from '../server/ledger/openLedgerStore';
import { canonicalJson } from '../src/pairs/canonicalJson';
import { wirePaths } from '../src/sync/wire/wirePaths';
import type { LedgerEvent } from '../src/verdicts/VerdictEvent';
import { Sender } from '../test/conformance/Sender';
import { buildServer, removeBuiltServer } from '../test/torture/builtServer';
import { ServerProcess } from '../test/torture/ServerProcess';
import type { BenchFields, BenchOptions } from './support/Bench';
import { median, quantile } from './support/median';

const rounds = 5;
const batchEvents = 500;

/** A batch that is ready to be sent, so that making it is not measured. */
interface ReadyBatch {
  path: string;
  body: string;
  events: LedgerEvent[];
}

/** The same events again under new ids and a new client would have other hashes, so every event is made anew. */
function makeBatches(sender: Sender, batches: number, size: number): ReadyBatch[] {
  return Array.from({ length: batches }, () => {
    const events = sender.make(size);
    const body = JSON.stringify({ client: sender.client, generation: sender.generation, events });
    return { path: wirePaths.batch(sender.store, v7()), body, events };
  });
}

async function put(base: string, { path, body }: ReadyBatch): Promise<number> {
  const started = performance.now();
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(base + path, { method: 'PUT', headers, body });
  const { acked } = (await answer.json()) as { acked: string[] };
  if (acked.length === 0) throw new Error(`The server took nothing: ${answer.status}`);
  return performance.now() - started;
}

/** Events a second with so many requests in flight. */
async function sendAll(base: string, batches: ReadyBatch[], inFlight: number): Promise<number> {
  const started = performance.now();
  const events = batches.reduce((sum, batch) => sum + batch.events.length, 0);
  const queue = [...batches];
  const work = async () => {
    for (let batch = queue.shift(); batch; batch = queue.shift()) await put(base, batch);
  };
  await Promise.all(Array.from({ length: inFlight }, work));
  return (events / (performance.now() - started)) * 1000;
}

/** Milliseconds until the acknowledgement of each batch, sent at a steady rate whether or not earlier ones are answered. */
async function sendSteadily(base: string, batches: ReadyBatch[], eventsPerS: number): Promise<number[]> {
  const started = performance.now();
  const answers: Promise<number>[] = [];
  let events = 0;
  for (const batch of batches) {
    const due = started + (events / eventsPerS) * 1000;
    if (due > performance.now()) await wait(due - performance.now());
    answers.push(put(base, batch));
    events += batch.events.length;
  }
  return Promise.all(answers);
}

/** Events a second that SQLite itself takes as rows of a table with the ledger's indexes, so many a durable transaction. */
function rawInserts(path: string, batches: ReadyBatch[]): number {
  const database = new NodeSqlite(path);
  for (const pragma of ['journal_mode = wal', 'synchronous = 2']) database.pragma(pragma);
  const run = (sql: string, values: unknown[] = []) => database.prepare(sql).run(values);
  run(`create table events (position integer primary key, store integer, client integer, seq integer, id text, hash text,
    link text, received_at text, body text, unique (store, id), unique (client, seq))`);
  const rows = batches.map(({ events }) => events.map((event) => ({ event, body: canonicalJson(event) })));
  const receivedAt = new Date().toISOString();
  const started = performance.now();
  for (const batch of rows) {
    run('begin');
    for (const { event, body } of batch)
      run(
        'insert into events (store, client, seq, id, hash, link, received_at, body) values (1, 1, ?, ?, ?, ?, ?, ?)',
        [...[event.seq, event.id, event.hash, event.hash, receivedAt, body]],
      );
    run('commit');
  }
  const rate = (rows.flat().length / (performance.now() - started)) * 1000;
  database.close();
  return rate;
}

/** Events a second into the store, checks and chain included, without HTTP. */
async function storeAppends(folder: string, batches: ReadyBatch[], client: string): Promise<number> {
  const ledger = await openLedgerStore(folder, undefined);
  const started = performance.now();
  let count = 0;
  for (const { events } of batches) {
    const receivedAt = new Date().toISOString();
    await ledger.append([{ store: 'main', client, annotator: 'local', receivedAt, events }]);
    count += events.length;
  }
  const rate = (count / (performance.now() - started)) * 1000;
  await ledger.close();
  return rate;
}

/** Events a second that so many readers get together, each a stretch from a place of its own in the ledger. */
async function catchUp(sender: Sender, readers: number, pages: number): Promise<number> {
  const cursors = [''];
  for (let at = 0; at < readers - 1; at++) {
    const page = await sender.page(cursors.at(-1) ?? '', { limit: 100 });
    cursors.push(page.next);
  }
  const started = performance.now();
  const counts = await Promise.all(
    cursors.map(async (cursor) => {
      let count = 0;
      let after = cursor;
      for (let at = 0; at < pages; at++) {
        const text = await (await sender.get(wirePaths.events(sender.store, { after }))).text();
        count += text.split('"storeId"').length - 1;
        after = /"next":"([^"]+)"/.exec(text.slice(-600))?.[1] ?? after;
      }
      return count;
    }),
  );
  return (counts.reduce((sum, count) => sum + count, 0) / (performance.now() - started)) * 1000;
}

async function peakMb(pid: number | null): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /VmHWM:\s+(\d+)/.exec(status)?.[1];
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1000);
}

/** Fills the ledger up to so many events, so that catching up reads what no longer lies in the processor's caches. */
async function fill(base: string, sender: Sender, events: number): Promise<void> {
  for (let left = events; left > 0; left -= 10_000)
    await sendAll(base, makeBatches(sender.another(), 20, batchEvents), 4);
}

/** A real server in a process of its own, on SQLite, over loopback; each figure is the median of five rounds. */
export async function run({ quick }: BenchOptions): Promise<BenchFields> {
  const size = quick ? 0.1 : 1;
  const folder = await mkdtemp(join(tmpdir(), 'assay-bench-'));
  const server = new ServerProcess({ program: await buildServer(), dataFolder: join(folder, 'data') });
  await server.start();
  try {
    const base = server.address;
    const sender = await Sender.of(base);
    const figures = { single: [] as number[], batched: [] as number[], raw: [] as number[], store: [] as number[] };
    for (let round = 0; round <= rounds; round++) {
      const writer = sender.another();
      const batches = makeBatches(writer, 40 * size, batchEvents);
      const single = await sendAll(base, makeBatches(sender.another(), 2_000 * size, 1), 32);
      const batched = await sendAll(base, batches, 8);
      const raw = rawInserts(join(folder, `raw${round}.sqlite`), batches);
      const store = await storeAppends(join(folder, v4()), batches, writer.client);
      // The first round warms up.
      if (round === 0) continue;
      for (const [name, value] of Object.entries({ single, batched, raw, store }))
        figures[name as keyof typeof figures].push(value);
    }
    const half = makeBatches(sender.another(), 1_000 * size, 100);
    const acks = await sendSteadily(base, half, 10_000);
    await fill(base, sender, (quick ? 100_000 : 1_000_000) - 200_000 * size);
    const catchUps: number[] = [];
    for (let round = 0; round <= rounds; round++) catchUps.push(await catchUp(sender, 100, quick ? 1 : 10));
    return {
      database: 'sqlite',
      single_events_per_s: Math.round(median(figures.single)),
      batched_events_per_s: Math.round(median(figures.batched)),
      raw_insert_per_s: Math.round(median(figures.raw)),
      store_append_per_s: Math.round(median(figures.store)),
      steady_events_per_s: 10_000,
      p50_ack_ms: quantile(acks, 0.5),
      p99_ack_ms: quantile(acks, 0.99),
      catch_up_clients: 100,
      catch_up_events_per_s: Math.round(median(catchUps.slice(1))),
      server_peak_rss_mb: await peakMb(server.pid),
    };
  } finally {
    await server.end();
    removeBuiltServer();
    await rm(folder, { recursive: true, force: true });
  }
}
