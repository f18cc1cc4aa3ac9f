import type { ScoreResult } from '../../engine/contract';
import { formattingRewrites } from '../../rewards/probes/formattingRewrites';
import { rewriteTurns } from '../../rewards/probes/rewriteTurns';
import { sampleRows } from '../../rewards/probes/sampleRows';
import type { ShortcutOutcome } from '../../rewards/probes/ShortcutOutcome';
import { seedWord } from '../../queue/randomKey';
import type { Model } from '../models/Model';
import type { OpenDataSet } from '../OpenDataSet.svelte';
import { messageOf } from '../parts/format';
import type { Studio } from '../Studio.svelte';
import { RewardAsker } from './RewardAsker';
import { requestOf } from './requestOf';

/** What is measured: the same choice on the same data set gives the same pairs. */
export interface ShortcutsChoice {
  model: Model;
  /** Pairs of the sample, 1 to `mostPairs`. */
  pairs: number;
  seed: string;
}

export const mostPairs = 2_000;

/** Pairs asked at once; a reload loses at most so many. */
const pairsAtOnce = 8;

/** UTF-16 units to a token, about. */
const unitsPerToken = 4;

/** Changed with what a kept outcome means, so that older ones are measured anew. */
const version = 1;

interface Kept {
  version: number;
  rewrites: string[];
  outcomes: ShortcutOutcome[];
}

const names = formattingRewrites.map(({ name }) => name);

/** Texts run for one pair at the most: both responses as they are and under each rewrite. */
const textsOfPair = 2 * (1 + formattingRewrites.length);

/**
 * How often formatting alone turns a model's verdict on the open data set, over a random sample. Outcomes are kept in this browser pair by
 * pair, so that a run that was ended goes on where it was, also with more pairs.
 */
export class ShortcutsRun {
  state = $state<'idle' | 'running' | 'cancelled' | 'failed'>('idle');
  error = $state<string | null>(null);
  /** Of the sample, in its order; shorter than it while some are missing. */
  outcomes = $state.raw<readonly ShortcutOutcome[]>([]);
  readonly #studio: Studio;
  readonly #open: OpenDataSet;
  readonly #asker: RewardAsker;
  #ending: AbortController | null = null;

  constructor(studio: Studio, open: OpenDataSet) {
    this.#studio = studio;
    this.#open = open;
    this.#asker = new RewardAsker(studio);
  }

  /** The rows of a choice's sample, in the order in which they are measured. */
  rowsOf({ pairs, seed }: ShortcutsChoice): number[] {
    return sampleRows(this.#open.index.length, pairs, seedWord(seed));
  }

  /** What a choice costs at the most, without what is known already. */
  costOf(choice: ShortcutsChoice): { pairs: number; texts: number; tokens: number } {
    const { promptLengths, firstLengths, secondLengths } = this.#open.index;
    const rows = this.rowsOf(choice).slice(this.outcomes.length);
    const units = rows.reduce(
      (sum, row) => sum + 2 * (promptLengths[row] ?? 0) + (firstLengths[row] ?? 0) + (secondLengths[row] ?? 0),
      0,
    );
    const tokens = Math.round((units * (1 + formattingRewrites.length)) / unitsPerToken);
    return { pairs: rows.length, texts: rows.length * textsOfPair, tokens };
  }

  /** Shows what is kept of a choice. */
  async restore(choice: ShortcutsChoice): Promise<void> {
    if (this.state === 'running') return;
    const kept = await this.#studio.store.setting<Partial<Kept>>(this.#settingOf(choice));
    const isOurs = kept?.version === version && kept.rewrites?.join() === names.join();
    const rows = this.rowsOf(choice);
    const outcomes = isOurs ? (kept.outcomes ?? []) : [];
    this.outcomes = outcomes.slice(0, rows.length).filter(({ row }, at) => row === rows[at]);
    this.state = 'idle';
    this.error = null;
  }

  /** Measures what is missing of a choice. Never rejects: `error` says what went wrong, and what was measured stays. */
  async run(choice: ShortcutsChoice): Promise<void> {
    if (this.state === 'running') return;
    await this.restore(choice);
    const { signal } = (this.#ending = new AbortController());
    this.state = 'running';
    try {
      const rows = this.rowsOf(choice);
      while (this.outcomes.length < rows.length) {
        const from = this.outcomes.length;
        const fresh = await this.#measure(choice.model, rows.slice(from, from + pairsAtOnce), signal);
        this.outcomes = [...this.outcomes, ...fresh];
        await this.#keep(choice);
      }
      this.state = 'idle';
    } catch (error) {
      this.state = signal.aborted ? 'cancelled' : 'failed';
      this.error = signal.aborted ? null : messageOf(error);
    }
  }

  /** Ends the run; the pairs that are being measured are measured again by the next. */
  cancel(): void {
    this.#ending?.abort();
  }

  async #measure(model: Model, rows: number[], signal: AbortSignal): Promise<ShortcutOutcome[]> {
    const pairs = await Promise.all(rows.map((row) => this.#studio.pair(row)));
    const requests = pairs.flatMap(({ prompt, first, second }, pair) =>
      [first, second].flatMap(({ messages }, side) => {
        const changed = formattingRewrites.map((rewrite) => rewriteTurns(messages, rewrite, { sentences: 1 }));
        return [messages, ...changed].flatMap((turns, at) =>
          turns ? [requestOf(`${String(pair)} ${String(side)} ${String(at)}`, prompt, turns)] : [],
        );
      }),
    );
    const found = new Map<string, number | null>();
    const take = (results: readonly ScoreResult[]) => {
      for (const result of results) found.set(result.id, result.kind === 'reward' ? result.reward : null);
    };
    await this.#asker.ask(model, requests, take, signal);
    return rows.map((row, pair) => outcomeOf(row, String(pair), found));
  }

  async #keep(choice: ShortcutsChoice): Promise<void> {
    const kept: Kept = { version, rewrites: names, outcomes: [...this.outcomes] };
    await this.#studio.store.putSetting(this.#settingOf(choice), kept);
  }

  #settingOf({ model, seed }: ShortcutsChoice): string {
    return `shortcuts:${this.#open.dataSet.id}:${JSON.stringify(model.location)}:${seed}`;
  }
}

/** One pair's outcome, from the results by "pair side rewrite", where rewrite 0 is the text as it is. */
function outcomeOf(row: number, pair: string, found: ReadonlyMap<string, number | null>): ShortcutOutcome {
  const of = (side: number, at: number) => found.get(`${pair} ${String(side)} ${String(at)}`);
  const [first, second] = [of(0, 0) ?? null, of(1, 0) ?? null];
  const rewritten = formattingRewrites.map((_, at) => [of(0, at + 1) ?? null, of(1, at + 1) ?? null] as const);
  // A rewritten text that the model does not take leaves nothing to compare with.
  const isWhole = [0, 1].every((side) => formattingRewrites.every((_, at) => of(side, at + 1) !== null));
  return { row, rewards: first === null || second === null || !isWhole ? null : [first, second], rewritten };
}
