import { v7 as uuid } from 'uuid';
import type { Item } from '../../../src/pairs/Item';
import type { Message } from '../../../src/pairs/Message';
import type { PairToJudge } from '../../../src/pairs/PairToJudge';
import type { RewardRow } from '../../../src/rewards/RewardRow';
import { DataSetView } from '../../../src/pairs/view/DataSetView';
import { OpenDataSet } from '../../../src/studio/OpenDataSet.svelte';
import { Announcer } from '../../../src/studio/parts/Announcer.svelte';
import { Router } from '../../../src/studio/Router.svelte';
import type { Studio } from '../../../src/studio/Studio.svelte';
import { LabelFold } from '../../../src/verdicts/LabelFold';
import { sealEvent } from '../../../src/verdicts/sealEvent';
import type { Attributes, EventDraft, LedgerEvent } from '../../../src/verdicts/VerdictEvent';
import { viewInPage } from '../pairs/viewInPage';
import { madeId, madeIndex } from '../../rewards/madeIndex';

/** A pair for a test: its texts, what the source says (`labelCodes`) and what the model gave. */
export interface MadePair {
  prompt?: Message[];
  first: string | Message[];
  second: string | Message[];
  label?: number;
  rewards?: [number, number];
  /** What a machine proposes as its attributes. */
  attributes?: Attributes;
}

const asMessages = (text: string | Message[]): Message[] =>
  typeof text === 'string' ? [{ role: 'assistant', content: text }] : text;

/** A studio without storage: its ledger can be held, can fail, and tells what it was given. */
export class MadeStudio {
  readonly fold = new LabelFold();
  readonly announcer = new Announcer();
  readonly router = new Router();
  readonly stored: LedgerEvent[] = [];
  readonly seen = new Set<string>();
  readonly open: OpenDataSet;
  readonly reads: number[] = [];
  readonly settings = new Map<string, unknown>();
  failing = false;
  /** While held, an append resolves only by `release`. */
  held = false;
  writing = $state(0);
  writeError = $state<string | null>(null);
  foldVersion = $state(0);
  readonly #pairs: MadePair[];
  #waiting: (() => void)[] = [];

  constructor(pairs: MadePair[], name = 'made') {
    this.#pairs = pairs;
    const view = new DataSetView(madeIndex(pairs.map(({ label }) => ({ label: label ?? 0 }))));
    const report = { file: name, format: 'made', rows: pairs.length, kept: pairs.length, items: pairs.length };
    this.open = new OpenDataSet(
      {
        ...{ id: 'made', name, importedAt: '2026-11-23T00:00:00.000Z', format: 'made', bytes: 0, attribution: null },
        ...{ notice: null, items: pairs.length, pairs: pairs.length },
        report: {
          ...report,
          pairs: pairs.length,
          duplicates: 0,
          conflicts: 0,
          ties: 0,
          unlabelled: 0,
          ...{ sameResponses: 0, alsoIn: [], files: [] },
          rejected: [],
          rejectedBeyond: 0,
        },
      },
      view.columns(true),
      viewInPage(view, (row) => `Prompt ${String(row)}`),
      this.fold,
    );
    this.open.addRewards(pairs.flatMap(({ rewards }, row) => (rewards ? rewardRows(row, rewards) : [])));
  }

  readonly revealed = {
    has: (pair: string) => this.seen.has(pair),
    add: async (pairs: Iterable<string>) => {
      for (const pair of pairs) this.seen.add(pair);
    },
  };

  readonly ledger = { events: async () => this.stored };

  readonly store = {
    setting: async <T>(name: string) => (this.settings.get(name) ?? null) as T | null,
    putSetting: async (name: string, value: unknown) => void this.settings.set(name, value),
    removeSetting: async (name: string) => void this.settings.delete(name),
  };

  pair = async (row: number): Promise<PairToJudge> => {
    this.reads.push(row);
    const made = this.#pairs[row];
    if (!made) throw new Error(`No row ${row}.`);
    const item: Item = {
      id: this.open.pairId(row),
      prompt: made.prompt ?? [{ role: 'user', content: `Question ${row}` }],
      responses: [
        { id: madeId(2 * row), messages: asMessages(made.first) },
        { id: madeId(2 * row + 1), messages: asMessages(made.second) },
      ],
      label: null,
      meta: {},
    };
    const [first, second] = item.responses as [Item['responses'][0], Item['responses'][0]];
    return {
      id: item.id,
      itemId: item.id,
      prompt: item.prompt,
      first,
      second,
      source: 'made',
      attributes: made.attributes ?? null,
    };
  };

  append = async (drafts: EventDraft[]): Promise<LedgerEvent[]> => {
    this.writing++;
    try {
      if (this.held) await new Promise<void>((resolve) => this.#waiting.push(resolve));
      if (this.failing) throw new Error('The disk is full. Free some space; your verdict is kept.');
      return this.#store(drafts);
    } catch (error) {
      this.writeError = (error as Error).message;
      throw error;
    } finally {
      this.writing--;
    }
  };

  /** The model gives a row its rewards. */
  score(row: number, rewards: [number, number]): void {
    this.open.addRewards(rewardRows(row, rewards));
  }

  /** Lets the appends that are held go on. */
  release(): void {
    this.held = false;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** As the studio's own type, for components: they use no more of it than is made here. */
  asStudio(): Studio {
    return this as unknown as Studio;
  }

  readonly dataSets = [];
  readonly models = {
    available: [],
    rewardsKey: null,
    scored: ['one', 'two'].map((name) => ({ title: `Model ${name}`, key: `key-${name}` })),
  };
  readonly brought = { list: [] };
  readonly states = {
    ...{ busy: false, progress: null, table: () => null, restore: async () => null, cancel: () => undefined },
    collect: async (_open: unknown, rows: number[]) => {
      this.asked.push(...rows);
      return { done: 2 * rows.length, total: 2 * rows.length, beyond: 0, cancelled: false };
    },
  };
  /** Rows whose states were asked for. */
  readonly asked: number[] = [];
  readonly savedViews = { list: [] };
  readonly scoring = { running: false, dataSetId: null, state: 'idle', queue: { next: null } };
  readonly lostEvents = 0;

  #store(drafts: EventDraft[]): LedgerEvent[] {
    const events = drafts.map((draft) => {
      const place = { id: uuid(), storeId, client, seq: this.stored.length + 1, at: new Date().toISOString() };
      const event = sealEvent(draft, place);
      this.stored.push(event);
      return event;
    });
    this.writeError = null;
    this.fold.add(events);
    this.foldVersion++;
    this.open.refreshVerdicts(events.map(({ pair }) => pair));
    return events;
  }
}

const storeId = uuid();
const client = uuid();

function rewardRows(row: number, [first, second]: [number, number]): RewardRow[] {
  const checkpoint = 'f'.repeat(64);
  return [
    { checkpoint, response: madeId(2 * row), reward: first, tokens: 10 },
    { checkpoint, response: madeId(2 * row + 1), reward: second, tokens: 12 },
  ];
}
