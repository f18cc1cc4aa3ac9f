import type { ScoreRequest, ScoreResult } from '../../engine/contract';
import type { Store } from '../../store/Store';
import type { RewardRow } from '../../rewards/RewardRow';
import type { OpenDataSet } from '../OpenDataSet.svelte';
import type { Models } from './Models.svelte';

/** Items read and sent to the engine at a time: enough to order by length, small enough to keep memory and reaction low. */
const itemsAtATime = 256;

type ScoringState = 'idle' | 'loading' | 'scoring' | 'paused' | 'done' | 'failed';

/** Scores the open data set with the model in use, in pieces, each stored before the next: a reload goes on where it was. */
export class Scoring {
  state = $state<ScoringState>('idle');
  error = $state<string | null>(null);
  dataSetId = $state<string | null>(null);
  /** Responses that have a reward or are known to be too long, of all in the data set. */
  done = $state(0);
  total = $state(0);
  responsesPerS = $state<number | null>(null);
  tokensPerS = $state<number | null>(null);
  /** Seconds until all are scored, at the pace so far. */
  timeLeftS = $state<number | null>(null);
  readonly #store: Store;
  readonly #models: Models;
  #stopping = false;
  #startedMs = 0;
  #doneAtStart = 0;
  #tokens = 0;
  #run: Promise<void> | null = null;

  constructor(store: Store, models: Models) {
    this.#store = store;
    this.#models = models;
  }

  get running(): boolean {
    return this.state === 'loading' || this.state === 'scoring';
  }

  /** Starts, or goes on with, the scoring of a data set. Resolves when it is done, paused or failed; never rejects. */
  async start(open: OpenDataSet): Promise<void> {
    await this.pause();
    this.#stopping = false;
    this.#run = this.#score(open);
    await this.#run;
  }

  /** Ends after the batch that is running; what is scored stays. */
  async pause(): Promise<void> {
    if (!this.#run) return;
    this.#stopping = true;
    await this.#models.engine.cancel();
    await this.#run;
  }

  async #score(open: OpenDataSet): Promise<void> {
    try {
      this.#begin(open);
      const { digest } = await this.#models.ready();
      open.takeRewards(await this.#store.rewards(digest));
      this.#count(open);
      this.state = 'scoring';
      this.#startedMs = performance.now();
      this.#doneAtStart = this.done;
      await this.#scoreAll(open, digest);
      this.state = this.#stopping ? 'paused' : 'done';
    } catch (error) {
      this.error = error instanceof Error ? error.message : String(error);
      this.state = 'failed';
    } finally {
      this.#run = null;
    }
  }

  #begin(open: OpenDataSet): void {
    this.state = 'loading';
    this.error = null;
    this.dataSetId = open.dataSet.id;
    this.#tokens = 0;
    this.responsesPerS = this.tokensPerS = this.timeLeftS = null;
  }

  #count(open: OpenDataSet): void {
    this.total = open.index.length * 2;
    this.done = open.rewards.known;
  }

  async #scoreAll(open: OpenDataSet, checkpoint: string): Promise<void> {
    const pieces = unscoredItems(open);
    let next = this.#requests(open, pieces[0] ?? []);
    for (let at = 0; at < pieces.length && !this.#stopping; at++) {
      const requests = await next;
      // The next piece is read while this one runs.
      next = this.#requests(open, pieces[at + 1] ?? []);
      await this.#scorePiece(open, checkpoint, requests);
    }
  }

  async #scorePiece(open: OpenDataSet, checkpoint: string, requests: ScoreRequest[]): Promise<void> {
    let written = Promise.resolve();
    await this.#models.engine.score(requests, (progress) => {
      const rows = progress.results.map((result) => rewardRow(checkpoint, result));
      open.addRewards(rows);
      this.#pace(open, progress.results);
      written = written.then(() => this.#store.putRewards(rows));
    });
    await written;
  }

  #pace(open: OpenDataSet, results: ScoreResult[]): void {
    for (const result of results) this.#tokens += result.tokens;
    this.#count(open);
    const seconds = (performance.now() - this.#startedMs) / 1000;
    this.responsesPerS = (this.done - this.#doneAtStart) / seconds;
    this.tokensPerS = this.#tokens / seconds;
    this.timeLeftS = this.responsesPerS > 0 ? (this.total - this.done) / this.responsesPerS : null;
  }

  /** The unscored responses of some items, each response once however many pairs show it. */
  async #requests(open: OpenDataSet, itemRows: number[]): Promise<ScoreRequest[]> {
    const requests = new Map<string, ScoreRequest>();
    const items = await Promise.all(itemRows.map((row) => this.#store.item(open.index.dataSet, row)));
    for (const item of items) {
      for (const response of item.responses) {
        if (open.rewards.has(response.id)) continue;
        const messages = [...item.prompt, ...response.messages].map(({ role, content }) => ({ role, content }));
        requests.set(response.id, { id: response.id, messages, promptLength: item.prompt.length });
      }
    }
    return [...requests.values()];
  }
}

/** Rows of the items that still have a response without a reward, in pieces of `itemsAtATime`. */
function unscoredItems(open: OpenDataSet): number[][] {
  const itemRows = new Set<number>();
  for (let row = 0; row < open.index.length; row++) {
    if (!open.rewards.complete(row)) itemRows.add(open.index.itemRows[row] ?? 0);
  }
  const all = [...itemRows];
  return Array.from({ length: Math.ceil(all.length / itemsAtATime) }, (_, piece) =>
    all.slice(piece * itemsAtATime, (piece + 1) * itemsAtATime),
  );
}

function rewardRow(checkpoint: string, result: ScoreResult): RewardRow {
  const { id: response, tokens } = result;
  if (result.kind === 'too_long') return { checkpoint, response, reward: null, tokens, maxTokens: result.maxTokens };
  return { checkpoint, response, reward: result.reward, tokens };
}
