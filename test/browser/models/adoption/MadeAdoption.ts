import { v7 as uuid } from 'uuid';
import { page } from 'vitest/browser';
import { vi } from 'vitest';
import type { RegistryModel, RegistryVersion } from '../../../../src/hub/registry/RegistryModel';
import type { StoredCheckpoint } from '../../../../src/engine/checkpoint/checkpointsContract';
import { adoptionOf } from '../../../../src/studio/models/adoption/adoptionOf';
import type { SyncContract, SyncStatus } from '../../../../src/sync/SyncContract';
import { sealEvent } from '../../../../src/verdicts/sealEvent';
import type { Choice, VerdictData } from '../../../../src/verdicts/VerdictEvent';
import { labelCodes } from '../../../../src/pairs/PairIndex';
import { madeStored } from '../MadeCheckpoints';
import { MadeRoom } from '../MadeRoom';

const topics = ['chat', 'code'];
const status = { hasServer: true, waiting: 0, rejected: 0, acknowledgedAt: null, problem: null, farewell: null };
const sync: SyncContract = {
  start: async (onStatus) => onStatus(status as unknown as SyncStatus),
  wake: async () => undefined,
  setVisible: async () => undefined,
  rejected: async () => [],
  retryRejected: async () => undefined,
  rawOutbox: async () => new Blob([]),
};

/** What a model gives the chosen response of a pair more than the rejected one; null: the chosen one is too long for it. */
export type MarginOf = (row: number) => number | null;

/**
 * The studio in its Models room beside a server that has two versions of one model, both in this browser, and what each says of
 * every pair. Version 1 is in use.
 */
export class MadeAdoption {
  readonly room = new MadeRoom();
  readonly old: StoredCheckpoint = stored(1);
  readonly new: StoredCheckpoint = stored(2);
  registry: RegistryModel[] = [];
  /** What the server says to a change of the tag `adopted` instead of making it; and the versions that it was asked for. */
  refusal: Response | null = null;
  readonly told: (number | null)[] = [];
  margins: { old: MarginOf; new: MarginOf } = { old: () => 1, new: () => 1 };

  get studio() {
    return this.room.studio;
  }

  get adoption() {
    return adoptionOf(this.studio);
  }

  get services() {
    return { sync, serverModels: async () => this.registry };
  }

  get text(): string {
    return this.room.text;
  }

  async enter(pairs: number): Promise<void> {
    this.room.checkpoints.stored = [this.old, this.new];
    this.room.engine.rewardOf = (messages, model) => {
      const text = messages.at(-1)?.content ?? '';
      const { old, new: newer } = this.margins;
      const isNew = model.kind === 'stored' && model.digest === this.new.digest;
      const margin = (isNew ? newer : old)(Number(/\d+/.exec(text)?.[0] ?? 0));
      if (margin === null) return text.startsWith('Yes') ? null : 0;
      return text.startsWith('Yes') ? margin : 0;
    };
    this.registry = [{ name: 'helpful', versions: [version(2, this.new, ['latest']), version(1, this.old)] }];
    this.#answerTags();
    await this.room.enter('#/models', this.services);
    const { studio } = this;
    await studio.models.use(
      studio.models.available.find(({ name }) => name === this.old.digest) ?? studio.models.active,
    );
    await this.load(pairs);
    studio.router.go('models');
    await vi.waitFor(() => expectText(this, 'On this server'));
  }

  /** The person judges some pairs blind, as their source does. */
  async judge(rows: readonly number[], choice?: Choice): Promise<void> {
    const { studio } = this;
    await studio.append(
      rows.map((row) => ({
        type: 'verdict',
        pair: this.pairId(row),
        supersedes: [],
        data: this.#verdict(row, choice),
      })),
    );
  }

  /** Somebody else does. */
  async colleagueJudges(rows: readonly number[]): Promise<void> {
    const [client, storeId] = [uuid(), uuid()];
    await this.studio.changePeople({ [client]: 'Grace' });
    const at = new Date().toISOString();
    await this.studio.mergeEvents(
      rows.map((row, seq) =>
        sealEvent(
          { type: 'verdict', pair: this.pairId(row), supersedes: [], data: this.#verdict(row) },
          { id: uuid(), storeId, client, seq: seq + 1, at },
        ),
      ),
    );
  }

  /** The server's tag moves, whoever moved it. */
  teamAdopts(wanted: number | null): void {
    this.registry = this.registry.map(({ name, versions }) => ({
      name,
      versions: versions.map((one) => ({
        ...one,
        tags: [...one.tags.filter((tag) => tag !== 'adopted'), ...(one.version === wanted ? ['adopted'] : [])],
      })),
    }));
  }

  pairId(row: number): string {
    return this.studio.open?.pairId(row) ?? '';
  }

  async press(name: string | RegExp): Promise<void> {
    await page.getByRole('button', { name }).click();
  }

  async openComparison(): Promise<void> {
    await this.press('Old against new with helpful version 2');
    await vi.waitFor(() => expectText(this, 'Not now'));
  }

  /** Puts everything back as other tests expect it. */
  async close(): Promise<void> {
    vi.restoreAllMocks();
    this.studio.revealed.showing = false;
    const { store } = this.studio;
    for (const name of ['adopted-models', 'server-models-seen']) await store.removeSetting(name);
    await this.room.close();
  }

  /** Pairs on two topics, of texts that no other test has. */
  async load(pairs: number): Promise<void> {
    const mark = crypto.randomUUID();
    const lines = Array.from({ length: pairs }, (_, row) =>
      JSON.stringify({
        prompt: `Question ${row} ${mark}`,
        chosen: `Yes ${row}.`,
        rejected: `No ${row}.`,
        topic: topics[row % 2],
      }),
    );
    await this.room.take(new File([lines.join('\n')], `adoption-${String(pairs)}.jsonl`));
  }

  #verdict(row: number, choice?: Choice): VerdictData {
    const isFirst = this.studio.open?.index.labels[row] === labelCodes.first;
    return {
      ...{ choice: choice ?? { kind: 'preference', strength: isFirst ? -2 : 2 }, visibility: 'blind', left: 'first' },
      ...{ rationale: '', reasons: [], elapsedMs: 900, queueReason: '', protocol: 'test' },
    };
  }

  #answerTags(): void {
    const real = window.fetch;
    vi.spyOn(window, 'fetch').mockImplementation(async (input, init) => {
      const address = input instanceof Request ? input.url : String(input);
      if (!address.includes('/tags/')) return real(input, init);
      const isPut = init?.method === 'PUT';
      const wanted = isPut ? (JSON.parse(String(init.body)) as { version: number }).version : null;
      this.told.push(wanted);
      if (!address.endsWith('/v1/models/helpful/tags/adopted')) return new Response(null, { status: 404 });
      if (this.refusal) return this.refusal;
      this.teamAdopts(wanted);
      return Response.json({ ...this.registry[0] });
    });
  }
}

function stored(number: number): StoredCheckpoint {
  return madeStored({
    name: `helpful@${number}`,
    source: { kind: 'registry', base: `${location.origin}/`, model: 'helpful', version: number },
  });
}

function version(number: number, { digest }: StoredCheckpoint, tags: string[] = []): RegistryVersion {
  return {
    ...{ model: 'helpful', version: number, digest, licence: 'apache-2.0', bytes: 1.2e9, tags },
    ...{ architecture: 'Qwen3ForSequenceClassification', hasTemplate: true, registeredBy: 'Ada', retiredAt: null },
    ...{ registeredAt: '2026-11-20T10:00:00.000Z', origin: { kind: 'run', run: `bt-${number}` } },
  };
}

function expectText({ text }: MadeAdoption, wanted: string): void {
  if (!text.includes(wanted)) throw new Error(`"${wanted}" does not stand in the room yet: ${text.slice(0, 400)}`);
}
