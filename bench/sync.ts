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
import { putText } from './sync/putText';

const rounds = 5;
const batchEvents = 500;

/** A batch that is ready to be sent, so that making it is not measured. */
interface ReadyBatch {
  path: string;
  body: Buffer;
  events: LedgerEvent[];
}

/** The same events again under new ids and a new client would have other hashes, so every event is made anew. */
function makeBatches(sender: Sender, batches: number, size: number): ReadyBatch[] {
  return Array.from({ length: batches }, () => {
    const events = sender.make(size);
    const body = Buffer.from(JSON.stringify({ client: sender.client, generation: sender.generation, events }));
    return { path: wirePaths.batch(sender.store, v7()), body, events };
  });
}

/** Events a second with so many requests in flight. */
async function sendAll(base: string, batches: ReadyBatch[], inFlight: number): Promise<number> {
  const started = performance.now();
  const events = batches.reduce((sum, batch) => sum + batch.events.length, 0);
  const queue = [...batches];
  const work = async () => {
    for (let batch = queue.shift(); batch; batch = queue.shift()) await putText(base + batch.path, batch.body);
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
    answers.push(putText(base + batch.path, batch.body));
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

/** Places of the ledger between which equally many pages lie, and the seconds that one client takes for all of it. */
async function placesOf(sender: Sender, places: number): Promise<{ places: string[]; pages: number; s: number }> {
  const started = performance.now();
  const cursors = [''];
  for (let more = true; more;) {
    const page = await readPage(sender, cursors.at(-1) ?? '');
    cursors.push(page.next);
    more = page.more;
  }
  const pages = Math.floor((cursors.length - 1) / places);
  const found = Array.from({ length: places }, (_, at) => cursors[at * pages] ?? '');
  return { places: found, pages, s: (performance.now() - started) / 1000 };
}

/** Events a second that as many readers as there are places get together, each all pages from its place to the next one's. */
async function catchUp(sender: Sender, places: readonly string[], pages: number): Promise<number> {
  const started = performance.now();
  const counts = await Promise.all(
    places.map(async (place) => {
      let count = 0;
      for (let at = 0, after = place; at < pages; at++) {
        const page = await readPage(sender, after);
        count += page.events;
        after = page.next;
      }
      return count;
    }),
  );
  return (counts.reduce((sum, count) => sum + count, 0) / (performance.now() - started)) * 1000;
}

/** A page, of which this process reads no more than it must: what is measured is the server. */
async function readPage(sender: Sender, after: string): Promise<{ events: number; next: string; more: boolean }> {
  const text = await (await sender.get(wirePaths.events(sender.store, { after }))).text();
  const tail = text.slice(-600);
  const next = /"next":"([^"]+)"/.exec(tail)?.[1];
  if (next === undefined) throw new Error(`The server gave no page: ${tail}`);
  return { events: text.split('"storeId"').length - 1, next, more: tail.includes('"more":true') };
}

/** Seconds of processor time that a process has used; only where the system tells. */
async function cpuS(pid: number | null): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticksPerS = 100;
  return (Number(fields[11]) + Number(fields[12])) / ticksPerS;
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

/** What every round measures, interleaved, so that a busy machine falls on all of it alike. */
async function rates(server: ServerProcess, sender: Sender, folder: string, size: number) {
  const figures: Record<'single' | 'batched' | 'raw' | 'store' | 'cpu', number[]> = {
    ...{ single: [], batched: [], raw: [], store: [], cpu: [] },
  };
  for (let round = 0; round <= rounds; round++) {
    const writer = sender.another();
    const batches = makeBatches(writer, 40 * size, batchEvents);
    const single = await sendAll(server.address, makeBatches(sender.another(), 2_000 * size, 1), 64);
    const before = await cpuS(server.pid);
    const batched = await sendAll(server.address, batches, 8);
    const cpu = ((await cpuS(server.pid)) - before) / (40 * size * batchEvents);
    const raw = rawInserts(join(folder, `raw${round}.sqlite`), batches);
    const store = await storeAppends(join(folder, v4()), batches, writer.client);
    // The first round warms up.
    if (round === 0) continue;
    const found = { single, batched, raw, store, cpu };
    for (const name of Object.keys(figures) as (keyof typeof found)[]) figures[name].push(found[name]);
  }
  return figures;
}

/** A real server in a process of its own, on SQLite, over loopback; each figure is the median of five rounds. */
export async function run({ quick }: BenchOptions): Promise<BenchFields> {
  const size = quick ? 0.1 : 1;
  const folder = await mkdtemp(join(tmpdir(), 'assay-bench-'));
  const server = new ServerProcess({ program: await buildServer(), dataFolder: join(folder, 'data') });
  await server.start();
  try {
    const sender = await Sender.of(server.address);
    const figures = await rates(server, sender, folder, size);
    const half = makeBatches(sender.another(), 1_000 * size, 100);
    const acks = await sendSteadily(server.address, half, 10_000);
    const writtenMb = await peakMb(server.pid);
    await fill(server.address, sender, 1_000_000 * size - 200_000 * size);
    const { places, pages, s } = await placesOf(sender, 100);
    const catchUps: number[] = [];
    for (let round = 0; round <= rounds; round++) catchUps.push(await catchUp(sender, places, pages));
    return {
      database: 'sqlite',
      single_events_per_s: Math.round(median(figures.single)),
      batched_events_per_s: Math.round(median(figures.batched)),
      raw_insert_per_s: Math.round(median(figures.raw)),
      store_append_per_s: Math.round(median(figures.store)),
      server_cpu_us_per_event: median(figures.cpu) * 1e6,
      steady_events_per_s: 10_000,
      p50_ack_ms: quantile(acks, 0.5),
      p99_ack_ms: quantile(acks, 0.99),
      catch_up_clients: places.length,
      catch_up_events: places.length * pages * 1_000,
      catch_up_events_per_s: Math.round(median(catchUps.slice(1))),
      one_client_catch_up_s: s,
      server_rss_after_writing_mb: writtenMb,
      server_peak_rss_mb: await peakMb(server.pid),
    };
  } finally {
    await server.end();
    removeBuiltServer();
    await rm(folder, { recursive: true, force: true });
  }
}
