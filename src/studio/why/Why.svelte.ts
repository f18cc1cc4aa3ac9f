import type { ScoreRequest, ScoreResult } from '../../engine/contract';
import type { PairToJudge } from '../../pairs/PairToJudge';
import type { Piece } from '../../rewards/probes/Piece';
import { piecesOf } from '../../rewards/probes/piecesOf';
import type { Model } from '../models/Model';
import { messageOf } from '../parts/format';
import { noRewards, withResult, type PieceRewards } from './PieceRewards';
import { pieceRequests } from './pieceRequests';
import type { RewardAsker } from './RewardAsker';
import type { WhyModel } from './WhyModel';

/** Pieces of one response at the most: a longer one is taken in stretches of sentences. */
export const mostPieces = 40;

/** UTF-16 units to a token, about: what a cost is told by before anything is tokenised. */
const unitsPerToken = 4;

/** What one model gives both responses, in canonical order. */
export type BothRewards = readonly [PieceRewards, PieceRewards];

/** How many texts the models run for one pair, and about how many tokens those have. */
export interface WhyCost {
  texts: number;
  tokens: number;
}

/** Why models prefer one response of a pair: its rewards sentence by sentence, by one model after the other. */
export class Why {
  readonly pair: PairToJudge;
  readonly models: readonly WhyModel[];
  readonly pieces: readonly [Piece[], Piece[]];
  readonly cost: WhyCost;
  state = $state<'idle' | 'running' | 'done' | 'cancelled' | 'failed'>('idle');
  error = $state<string | null>(null);
  /** Texts that have a result, of all models. */
  done = $state(0);
  /** The model that runs, or is loaded. */
  current = $state.raw<WhyModel | null>(null);
  /** By model, in their order. */
  rewards = $state.raw<readonly BothRewards[]>([]);
  readonly #asker: RewardAsker;
  readonly #requests: readonly ScoreRequest[];
  #ending: AbortController | null = null;

  constructor(pair: PairToJudge, models: readonly WhyModel[], asker: RewardAsker) {
    this.pair = pair;
    this.models = models;
    this.#asker = asker;
    const responses = [pair.first.messages, pair.second.messages] as const;
    const [first, second] = responses.map((messages) => piecesOf(messages, mostPieces));
    this.pieces = [first ?? [], second ?? []];
    this.#requests = responses.flatMap((messages, side) =>
      pieceRequests(String(side), pair.prompt, messages, this.pieces[side] ?? []),
    );
    const runs = models.filter(({ model }) => model !== null).length;
    const units = this.#requests.reduce((sum, request) => sum + unitsOf(request), 0);
    this.cost = { texts: runs * this.#requests.length, tokens: Math.round((runs * units) / unitsPerToken) };
    this.#clear();
  }

  /** Asks every model that can run here. Never rejects: `error` says what went wrong, and what was found stays. */
  async run(): Promise<void> {
    if (this.state === 'running') return;
    const ending = (this.#ending = new AbortController());
    this.#clear();
    this.state = 'running';
    this.error = null;
    try {
      for (const [at, { model }] of this.models.entries()) if (model) await this.#ask(at, model, ending.signal);
      this.state = 'done';
    } catch (error) {
      this.state = ending.signal.aborted ? 'cancelled' : 'failed';
      this.error = ending.signal.aborted ? null : messageOf(error);
    } finally {
      this.current = null;
    }
  }

  /** Ends the run after the batch that the engine has begun. */
  cancel(): void {
    this.#ending?.abort();
  }

  async #ask(at: number, model: Model, signal: AbortSignal): Promise<void> {
    this.current = this.models[at] ?? null;
    await this.#asker.ask(model, this.#requests, (results) => this.#take(at, results), signal);
  }

  #take(at: number, results: readonly ScoreResult[]): void {
    this.rewards = this.rewards.map((both, place) =>
      place === at ? [ofSide(both[0], '0', results), ofSide(both[1], '1', results)] : both,
    );
    this.done += results.length;
  }

  #clear(): void {
    this.done = 0;
    const [first, second] = this.pieces;
    this.rewards = this.models.map(() => [noRewards(first.length), noRewards(second.length)]);
  }
}

function ofSide(rewards: PieceRewards, mark: string, results: readonly ScoreResult[]): PieceRewards {
  return results.filter(({ id }) => id.startsWith(`${mark} `)).reduce(withResult, rewards);
}

function unitsOf({ messages }: ScoreRequest): number {
  return messages.reduce((sum, { content }) => sum + content.length, 0);
}
