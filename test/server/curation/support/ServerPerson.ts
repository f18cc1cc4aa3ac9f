import { readTasks } from '../../../../src/sync/tasks/readTasks';
import type { TaskInfo } from '../../../../src/sync/tasks/TaskInfo';
import { readAnswer } from '../../../../src/sync/wire/readAnswer';
import { wirePaths } from '../../../../src/sync/wire/wirePaths';
import { sealEvent } from '../../../../src/verdicts/sealEvent';
import type { Choice, LedgerEvent, VerdictData } from '../../../../src/verdicts/VerdictEvent';
import { madeUuid } from '../../../verdicts/madeEvents';
import { preference } from './people';
import { goodness } from './ScriptedMachines';

/** A pair as the server gave it to somebody. */
export interface GivenPair {
  pair_id: string;
  first: unknown;
  second: unknown;
}

type Judgement = (pair: GivenPair) => Choice;

/** Who prefers what says "good" more often. */
export const asSeen: Judgement = ({ first, second }) =>
  preference(goodness(JSON.stringify(first)) > goodness(JSON.stringify(second)));

/** Who prefers the other one. */
export const contrary: Judgement = ({ first, second }) =>
  preference(goodness(JSON.stringify(first)) <= goodness(JSON.stringify(second)));

let clients = 0;

/** A person with a browser who judges on a server through its API: takes pairs, and sends verdicts in batches. */
export class ServerPerson {
  readonly client = madeUuid(9e8 + ++clients);
  readonly sent: LedgerEvent[] = [];

  /** @param headers what signs the person in; none on a server for one person, where each browser is one */
  constructor(
    public address: string,
    private readonly headers: Record<string, string> = {},
    private readonly project = 'main',
  ) {}

  /** The tasks that are there, the oldest first. */
  async tasks(): Promise<TaskInfo[]> {
    return readTasks.list(await this.#json('GET', `${this.#base}/tasks?client=${this.client}`));
  }

  /** The tasks that are open. */
  async openTasks(): Promise<TaskInfo[]> {
    return (await this.tasks()).filter(({ closedAt }) => closedAt === null);
  }

  /** Takes up to so many pairs of a task. Returns all that were given so far and are not judged. */
  async take(task: string, size = 500): Promise<GivenPair[]> {
    const reservation = crypto.randomUUID();
    await this.#json('PUT', `${this.#base}/tasks/${task}/reservations/${reservation}`, { client: this.client, size });
    const text = await this.#text('GET', `${this.#base}/tasks/${task}/pairs?client=${this.client}`);
    const judged = new Set(this.sent.map(({ pair }) => pair));
    const given = text.split('\n').filter(Boolean);
    return given.map((line) => JSON.parse(line) as GivenPair).filter(({ pair_id }) => !judged.has(pair_id));
  }

  /** Judges pairs and sends the verdicts as one batch. */
  async judge(pairs: readonly GivenPair[], choose = asSeen, more: Partial<VerdictData> = {}): Promise<void> {
    await this.send(pairs.map((pair) => this.#verdict(pair.pair_id, choose(pair), more)));
  }

  /** Takes all that is open of every task and judges it. Returns how many pairs that were. */
  async judgeAll(choose = asSeen): Promise<number> {
    let judged = 0;
    for (const { id } of await this.openTasks()) {
      const pairs = await this.take(id);
      await this.judge(pairs, choose);
      judged += pairs.length;
    }
    return judged;
  }

  /** Sends events as one batch, as a browser does. */
  async send(events: readonly LedgerEvent[]): Promise<void> {
    if (events.length === 0) return;
    const { generation } = readAnswer.storeList(await this.#json('GET', wirePaths.stores()));
    const batch = wirePaths.batch(this.project, crypto.randomUUID());
    const { acked } = readAnswer.batch(await this.#json('PUT', batch, { client: this.client, generation, events }));
    if (acked.length !== events.length) throw new Error(`${events.length - acked.length} events were rejected`);
  }

  #verdict(pair: string, choice: Choice, more: Partial<VerdictData>): LedgerEvent {
    const data: VerdictData = {
      ...{ choice, visibility: 'blind', left: 'first', rationale: '', reasons: [], elapsedMs: 20_000 },
      ...{ queueReason: 'task', protocol: 'assay-default@1', ...more },
    };
    const seq = this.sent.length + 1;
    const place = { id: madeUuid(Number(BigInt(`0x${this.client.slice(-10)}`)) * 1000 + seq), storeId: madeUuid(9) };
    const at = new Date(Date.UTC(2026, 10, 23) + seq * 1000).toISOString();
    const event = sealEvent(
      { type: 'verdict', pair, supersedes: [], data },
      { ...place, client: this.client, seq, at },
    );
    this.sent.push(event);
    return event;
  }

  get #base(): string {
    return `/v1/projects/${this.project}`;
  }

  async #json(method: string, path: string, body?: object): Promise<unknown> {
    return JSON.parse(await this.#text(method, path, body)) as unknown;
  }

  async #text(method: string, path: string, body?: object): Promise<string> {
    const headers = { ...this.headers, 'Content-Type': 'application/json' };
    const init = { method, headers, body: body === undefined ? null : JSON.stringify(body) };
    const response = await fetch(this.address + path, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text;
  }
}
