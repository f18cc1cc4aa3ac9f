import type { EngineContract, ScoreProgress, ScoreRequest, ScoreResult } from '../../engine/contract';
import type { PairIndex } from '../../pairs/PairIndex';
import { scoreState, type RewardColumns } from '../../rewards/RewardColumns';
import type { RewardRow } from '../../rewards/RewardRow';
import type { Store } from '../../store/Store';

/** Items read and sent to the engine at a time: enough to order by length, small enough to keep memory and reaction low. */
const itemsAtATime = 256;

/** A response that the model gave NaN or an infinity for, and the first row of the data set that shows it. */
export interface NotFinite {
  response: string;
  row: number;
  arrived: 'NaN' | 'Infinity' | '-Infinity';
}

/** Whoever watches a run. `stored` is called with rows that are durable already. */
export interface ScoringRunListener {
  /** Whether the engine still holds the model that this run is of: rewards of another one must not come under its key. */
  mayGoOn(): boolean;
  /** The run begins: `columns` holds what earlier ones have given. */
  opened(): void;
  progressed(progress: ScoreProgress): void;
  stored(rows: RewardRow[]): void;
  notFinite(found: NotFinite): void;
}

/**
 * One data set scored by the model that the engine holds, in pieces, each stored before the next begins: a reload goes on
 * where it was. It knows nothing of queues and screens.
 */
export class ScoringRun {
  /** What earlier runs have given, and what this one gives. */
  readonly columns: RewardColumns;
  private readonly index: PairIndex;
  readonly #notFinite = new Set<string>();
  #stopped = false;

  constructor(
    private readonly store: Store,
    { index, rewards }: { index: PairIndex; rewards: RewardColumns },
    /** The key of the reward table. */
    private readonly checkpoint: string,
    private readonly listener: ScoringRunListener,
    /** The rows that are to be scored, ascending; null: all of them. */
    private readonly rows: Uint32Array | null = null,
  ) {
    this.index = index;
    this.columns = rewards;
  }

  /** How many responses of the pairs of this run (two a pair) are scored or known to be too long. */
  get known(): number {
    if (this.rows === null) return this.columns.known;
    const { firstState, secondState } = this.columns;
    const isKnown = (state: number | undefined) => (state === scoreState.none ? 0 : 1);
    return this.rows.reduce((sum, row) => sum + isKnown(firstState[row]) + isKnown(secondState[row]), 0);
  }

  /** Ends the run after the piece that is running. */
  stop(): void {
    this.#stopped = true;
  }

  /** Scores whatever has no reward yet. Responses without a finite reward are told and left; this run does not try them again. */
  async run(engine: EngineContract): Promise<void> {
    this.listener.opened();
    const pieces = this.#unscoredItems();
    let next = this.#nextRequests(pieces);
    for (let requests = await next; requests !== null && !this.#stopped; requests = await next) {
      // The next piece is read while this one runs.
      next = this.#nextRequests(pieces);
      next.catch(() => undefined); // heard when its turn comes
      await this.#scorePiece(engine, requests);
    }
  }

  async #scorePiece(engine: EngineContract, requests: ScoreRequest[]): Promise<void> {
    let written = Promise.resolve();
    const unscored = requests.filter(({ id }) => !this.columns.has(id) && !this.#notFinite.has(id));
    if (unscored.length === 0) return;
    if (!this.listener.mayGoOn())
      throw new Error('Another model was loaded meanwhile. Resume, and this one loads again.');
    const store = async (rows: RewardRow[]) => {
      await this.store.putRewards(rows);
      this.listener.stored(rows);
    };
    await engine.score(unscored, (progress) => {
      const rows = progress.results.flatMap((result) => this.#rowOf(result));
      this.columns.add(rows);
      this.listener.progressed(progress);
      if (rows.length === 0) return;
      written = written.then(() => store(rows));
      written.catch(() => undefined); // heard below, when the engine is done with the piece
    });
    await written;
  }

  #rowOf(result: ScoreResult): RewardRow[] {
    const { checkpoint } = this;
    const { id: response, tokens } = result;
    if (result.kind === 'reward') return [{ checkpoint, response, reward: result.reward, tokens }];
    if (result.kind === 'too_long')
      return [{ checkpoint, response, reward: null, tokens, maxTokens: result.maxTokens }];
    this.#notFinite.add(response);
    this.listener.notFinite({ response, row: this.columns.rowOf(response) ?? 0, arrived: result.arrived });
    return [];
  }

  /** What the next piece has to score; null after the last one. */
  async #nextRequests(pieces: Iterator<number[], void>): Promise<ScoreRequest[] | null> {
    const { value } = pieces.next();
    return value ? this.#requests(value) : null;
  }

  /** The unscored responses of some items, each response once however many pairs show it. */
  async #requests(itemRows: number[]): Promise<ScoreRequest[]> {
    const requests = new Map<string, ScoreRequest>();
    const items = await Promise.all(itemRows.map((row) => this.store.item(this.index.dataSet, row)));
    for (const item of items) {
      for (const response of item.responses) {
        if (this.columns.has(response.id)) continue;
        const messages = [...item.prompt, ...response.messages].map(({ role, content }) => ({ role, content }));
        requests.set(response.id, { id: response.id, messages, promptLength: item.prompt.length });
      }
    }
    return [...requests.values()];
  }

  /**
   * Rows of the items that still have a response without a reward, in pieces of `itemsAtATime`. Pairs of one item stand side by
   * side; a list of all would hold the page up.
   */
  *#unscoredItems(): Generator<number[], void> {
    let piece: number[] = [];
    const { rows, index } = this;
    for (let at = 0; at < (rows ?? index).length; at++) {
      const row = rows ? (rows[at] ?? 0) : at;
      const item = this.index.itemRows[row] ?? 0;
      if (this.columns.complete(row) || piece.at(-1) === item) continue;
      if (piece.length === itemsAtATime) {
        yield piece;
        piece = [];
      }
      piece.push(item);
    }
    if (piece.length > 0) yield piece;
  }
}
