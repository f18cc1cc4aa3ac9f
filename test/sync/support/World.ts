import type { Scheduler } from 'fast-check';
import { Exchange } from '../../../src/sync/Exchange';
import type { Answered, Refusal } from '../../../src/sync/Refusal';
import type { ServerLink } from '../../../src/sync/ServerLink';
import type { LedgerEvent } from '../../../src/verdicts/VerdictEvent';
import { MemoryBrowser } from './MemoryBrowser';
import { MemoryServer } from './MemoryServer';

/** What the network does to the next request. */
export type Fault = 'drop' | 'lost answer' | 'twice' | 'busy' | 'overloaded';

interface Tab {
  exchange: Exchange;
  closing: AbortController;
}

/**
 * Browsers with two tabs each and one server. Every request, every answer and every wait is a step whose turn the scheduler
 * decides; tabs do not exclude each other, which is harder than what browsers do.
 */
export class World {
  readonly server = new MemoryServer();
  readonly browsers: MemoryBrowser[];
  /** Every event that a browser has made durable and that was not lost with the last storage that held it. */
  readonly given = new Map<string, LedgerEvent>();
  /** Events whose last storage is gone. One may be on its way to the server all the same, and then it counts. */
  readonly #gone = new Map<string, LedgerEvent>();
  faults: Fault[] = [];
  met = 0;
  readonly #scheduler: Scheduler;
  readonly #tabs: Tab[][];
  #clients: number;
  #pairs = 0;
  #now = 0;

  constructor(scheduler: Scheduler, browsers: number) {
    this.#scheduler = scheduler;
    this.#clients = browsers;
    this.browsers = Array.from({ length: browsers }, (_, at) => new MemoryBrowser(at + 1));
    this.#tabs = this.browsers.map((browser) => [this.#open(browser), this.#open(browser)]);
  }

  append(browser: number, tab: number): void {
    const event = this.#browser(browser).append(++this.#pairs);
    this.given.set(event.id, event);
    this.#tab(browser, tab).exchange.wake('stored');
  }

  /** Everything of a tab is gone but what is durable. */
  reopen(browser: number, tab: number): void {
    this.#tab(browser, tab).closing.abort();
    const tabs = this.#tabs[browser] ?? [];
    tabs[tab] = this.#open(this.#browser(browser));
  }

  wipe(browser: number): void {
    this.#browser(browser).wipe(++this.#clients);
    this.#noteGone();
    for (const tab of [0, 1]) this.reopen(browser, tab);
  }

  /** The server goes back to a part of what it had. */
  restore(share: number): void {
    this.server.restore(Math.floor(this.server.log.length * share));
    this.#noteGone();
  }

  wakeAll(): void {
    for (const { exchange } of this.#tabs.flat()) exchange.wake('back');
  }

  /** Lets so many steps happen, each chosen by the scheduler. */
  async steps(count: number, until: () => boolean = () => false): Promise<number> {
    for (let step = 0; step < count; step++) {
      if (until()) return step;
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#scheduler.count() > 0) await this.#scheduler.waitOne();
    }
    return count;
  }

  isQuiet(): boolean {
    for (const { id } of this.server.log) {
      const arrived = this.#gone.get(id);
      if (arrived) this.given.set(id, arrived);
    }
    const isEven = ({ events }: MemoryBrowser) => events.length === this.given.size;
    if (this.server.log.length !== this.given.size) return false;
    return this.browsers.every((browser) => browser.waiting().length === 0 && isEven(browser));
  }

  async close(): Promise<void> {
    for (const { closing } of this.#tabs.flat()) closing.abort();
    while (this.#scheduler.count() > 0) await this.#scheduler.waitAll();
  }

  #noteGone(): void {
    const held = [...this.server.log, ...this.browsers.flatMap(({ events }) => events)];
    const there = new Set(held.map(({ id }) => id));
    for (const [id, event] of this.given) {
      if (there.has(id)) continue;
      this.given.delete(id);
      this.#gone.set(id, event);
    }
  }

  #browser(at: number): MemoryBrowser {
    return this.browsers[at] as MemoryBrowser;
  }

  #tab(browser: number, tab: number): Tab {
    return this.#tabs[browser]?.[tab] as Tab;
  }

  #open(outbox: MemoryBrowser): Tab {
    const closing = new AbortController();
    const exchange = new Exchange({
      outbox,
      link: this.#link(),
      today: () => new Date(this.#now).toISOString(),
      now: () => this.#now,
      chance: () => 0.5,
      wait: (ms, signal) => this.#wait(ms, signal),
      exclusive: (round) => round(),
      onTaken: () => undefined,
      onMoved: () => undefined,
    });
    void exchange.run(closing.signal);
    return { exchange, closing };
  }

  async #wait(ms: number, signal: AbortSignal): Promise<void> {
    const due = this.#now + ms;
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    await Promise.race([this.#scheduler.schedule(Promise.resolve(), 'wait'), aborted]);
    if (!signal.aborted) this.#now = Math.max(this.#now, due);
  }

  #link(): ServerLink {
    const { server } = this;
    return {
      look: () => this.#request(() => server.look()),
      push: (generation, batch) => this.#request(() => server.push(generation, batch)),
      pull: (after) => this.#request(() => server.pull(after)),
      digest: (client) => this.#request(() => server.digest(client)),
    };
  }

  async #request<Value>(ask: () => Answered<Value>): Promise<Answered<Value>> {
    const fault = this.faults.shift();
    if (fault) this.met++;
    await this.#scheduler.schedule(Promise.resolve(), 'request');
    if (fault === 'drop') return refused({ kind: 'unreachable', message: 'dropped' });
    if (fault === 'busy') return refused({ kind: 'later', afterMs: 5000, message: 'busy' });
    if (fault === 'overloaded') return refused({ kind: 'too_large', message: 'large' });
    if (fault === 'twice') ask();
    const answer = ask();
    await this.#scheduler.schedule(Promise.resolve(), 'answer');
    return fault === 'lost answer' ? refused({ kind: 'unreachable', message: 'lost' }) : answer;
  }
}

function refused(refusal: Refusal): { ok: false; refusal: Refusal } {
  return { ok: false, refusal };
}
