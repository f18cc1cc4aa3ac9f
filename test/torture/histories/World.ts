import type { Scheduler } from 'fast-check';
import { canonicalJson } from '../../../src/pairs/canonicalJson';
import { Exchange } from '../../../src/sync/Exchange';
import { httpLink } from '../../../src/sync/httpLink';
import type { Choice, LedgerEvent } from '../../../src/verdicts/VerdictEvent';
import { blindDraft, retractionDraft } from '../../verdicts/madeEvents';
import { MemoryBrowser } from './MemoryBrowser';
import { Network } from './Network';
import type { TortureServer } from './TortureServer';
import { Violation } from './Violation';

interface Tab {
  exchange: Exchange;
  closing: AbortController;
}

/** A verdict to be given; `choice` null: the retraction of the last one on that pair. */
export interface Given {
  browser: number;
  tab: number;
  pair: number;
  choice: Choice | null;
}

const browsers = 3;

/**
 * Three browsers with two tabs each and one server. Every request, every answer and every wait is a step whose turn the
 * scheduler decides; tabs do not exclude each other, which is harder than what browsers do.
 */
export class World {
  readonly network: Network;
  readonly browsers = Array.from({ length: browsers }, () => new MemoryBrowser());
  /** Every event that a browser has made durable and that was not lost with the last storage that held it. */
  readonly given = new Map<string, LedgerEvent>();
  /** Events whose last storage is gone. One may be on its way to the server all the same, and then it counts. */
  readonly #gone = new Map<string, LedgerEvent>();
  /** What answers acknowledged, under the generation that they named. */
  readonly #acknowledged = new Map<string, Set<string>>();
  readonly #tabs: Tab[][];
  acknowledged = 0;
  /** Seconds that the calendar of the browsers is off. */
  calendarOff = 0;
  #now = 0;

  constructor(
    private readonly scheduler: Scheduler,
    readonly server: TortureServer,
  ) {
    this.network = new Network(scheduler, server, (generation, ids) => this.#noteAcknowledged(generation, ids));
    this.#tabs = this.browsers.map((browser) => [this.#open(browser), this.#open(browser)]);
  }

  async append({ browser, tab, pair, choice }: Given): Promise<void> {
    const here = this.browser(browser);
    const last = here.events.findLast((event) => event.pair.endsWith(String(pair)))?.id;
    const supersedes = last === undefined ? [] : [last];
    const draft = choice === null ? retractionDraft(pair, supersedes) : blindDraft(pair, choice, supersedes);
    const event = await here.append(draft, this.#calendar());
    this.given.set(event.id, event);
    this.#tab(browser, tab).exchange.wake('stored');
  }

  /** Everything of the tabs is gone but what is durable. */
  reopen(browser: number, tabs: readonly number[]): void {
    const open = this.#tabs[browser] ?? [];
    for (const tab of tabs) {
      open[tab]?.closing.abort();
      open[tab] = this.#open(this.browser(browser));
    }
  }

  async lose(browser: number, how: (browser: MemoryBrowser) => void): Promise<void> {
    how(this.browser(browser));
    this.reopen(browser, [0, 1]);
    await this.noteGone();
  }

  browser(at: number): MemoryBrowser {
    return this.browsers[at] as MemoryBrowser;
  }

  wakeAll(): void {
    for (const { exchange } of this.#tabs.flat()) exchange.wake('back');
  }

  /** Lets so many steps happen, each chosen by the scheduler; a few may be on the server at once. */
  async steps(count: number, until: () => Promise<boolean> = async () => false): Promise<number> {
    for (let step = 0; step < count; step++) {
      if (await until()) return step;
      await this.#settle();
      const together = step % 3 === 2 ? 3 : 1;
      for (let at = 0; at < together && this.scheduler.count() > 0; at++) await this.scheduler.waitOne();
    }
    return count;
  }

  async #settle(): Promise<void> {
    do await new Promise((resolve) => setImmediate(resolve));
    while (this.network.working > 0);
  }

  /**
   * Whether everybody knows the server as it is, nothing waits anywhere, everybody has all events of the server, and no answer
   * to a request that met a fault is still to come: it may reject what was altered on its way.
   */
  async isQuiet(): Promise<boolean> {
    if (this.network.harmed > 0) return false;
    if (this.browsers.some((browser) => browser.waiting().length > 0)) return false;
    const [log, generation] = [await this.server.log(), await this.server.generation()];
    return this.browsers.every((one) => one.generation === generation && one.events.length >= log.length);
  }

  /** What was acknowledged is there, also right after a crash; nothing is there that nobody gave, or other than given. */
  async checkServer(): Promise<void> {
    const generation = await this.server.generation();
    const log = await this.server.log();
    const there = new Set(log.map(({ body }) => (JSON.parse(body) as LedgerEvent).id));
    if (there.size !== log.length) throw new Violation('altered', 'An event stands in the ledger twice.');
    for (const { body } of log) this.#checkUnaltered(body);
    for (const id of this.#acknowledged.get(generation) ?? [])
      if (!there.has(id)) throw new Violation('lost', `Event ${id} was acknowledged and is not in the ledger.`);
    for (const browser of this.browsers.filter((one) => one.generation === generation))
      for (const { id } of browser.shownAcknowledged())
        if (!there.has(id)) throw new Violation('lost', `Event ${id} is shown as on the server and is not there.`);
    await this.#checkRejected(generation);
  }

  /** At the end, everything given is everywhere, and the ledger's own books agree. */
  async checkEnd(): Promise<void> {
    await this.checkServer();
    const log = (await this.server.log()).map(({ body }) => body).sort();
    const given = [...this.given.values()].map(canonicalJson).sort();
    const missing = given.find((body) => !log.includes(body));
    if (missing !== undefined) throw new Violation('lost', `Given, and not in the ledger: ${missing}`);
    for (const { events } of this.browsers)
      if (events.map(canonicalJson).sort().join() !== given.join())
        throw new Violation('lost', 'A browser has other events than were given.');
    const [fault] = await this.server.faults();
    if (fault !== undefined) throw new Violation('altered', fault);
  }

  async close(): Promise<void> {
    for (const { closing } of this.#tabs.flat()) closing.abort();
    while (this.scheduler.count() > 0) await this.scheduler.waitOne();
    await this.#settle();
  }

  /** Events of which no storage is left are not owed to anybody. */
  async noteGone(): Promise<void> {
    const there = new Set(this.browsers.flatMap(({ events }) => events.map(({ id }) => id)));
    for (const { body } of await this.server.log()) there.add((JSON.parse(body) as LedgerEvent).id);
    for (const [id, event] of this.given) {
      if (there.has(id)) continue;
      this.given.delete(id);
      this.#gone.set(id, event);
    }
  }

  #checkUnaltered(body: string): void {
    const { id } = JSON.parse(body) as LedgerEvent;
    const late = this.#gone.get(id);
    if (late) this.given.set(id, late);
    const event = this.given.get(id);
    if (!event) throw new Violation('altered', `Nobody gave what is in the ledger: ${body}`);
    if (canonicalJson(event) !== body) throw new Violation('altered', `Given otherwise than in the ledger: ${body}`);
  }

  /** What a browser shows as rejected is kept by the server, with its reason. */
  async #checkRejected(generation: string): Promise<void> {
    const parked = new Set((await this.server.parked()).map(({ id }) => id));
    for (const browser of this.browsers.filter((one) => one.generation === generation))
      for (const { id, code } of browser.rejected())
        if (code !== 'too_large' && !parked.has(id) && !(await this.#isThere(id)))
          throw new Violation('lost', `Event ${id} was rejected (${code}) and is not kept with its reason.`);
  }

  async #isThere(id: string): Promise<boolean> {
    return (await this.server.log()).some(({ body }) => (JSON.parse(body) as LedgerEvent).id === id);
  }

  #noteAcknowledged(generation: string, ids: readonly string[]): void {
    const known = this.#acknowledged.get(generation) ?? new Set();
    this.#acknowledged.set(generation, known);
    for (const id of ids) {
      if (!known.has(id)) this.acknowledged++;
      known.add(id);
    }
  }

  #tab(browser: number, tab: number): Tab {
    return this.#tabs[browser]?.[tab] as Tab;
  }

  #calendar(): string {
    return new Date(Date.UTC(2026, 10, 23) + this.#now + this.calendarOff * 1000).toISOString();
  }

  #open(outbox: MemoryBrowser): Tab {
    const closing = new AbortController();
    const exchange = new Exchange({
      outbox,
      link: httpLink('', this.network.fetch),
      today: () => this.#calendar(),
      now: () => this.#now,
      chance: () => 0.5,
      tried: new Map(),
      wait: (ms, signal) => this.#wait(ms, signal),
      listen: async () => false,
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
    await Promise.race([this.scheduler.schedule(Promise.resolve(), 'wait'), aborted]);
    if (!signal.aborted) this.#now = Math.max(this.#now, due);
  }
}
