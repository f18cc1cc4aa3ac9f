import type { EngineContract, ScoreRequest } from '../../engine/contract';
import { idAt } from '../../pairs/idBytes';
import type { PairIndex } from '../../pairs/PairIndex';
import type { StateTable } from '../../rewards/StateTable';
import type { Store } from '../../store/Store';

/** A data set, as far as its responses are asked for. */
export interface RowsOf {
  dataSet: { id: string };
  index: PairIndex;
}

/** How a run is told of, and what it needs beside the engine. */
export interface StateRunOptions {
  store: Pick<Store, 'item' | 'putStates'>;
  engine: Pick<EngineContract, 'hidden'>;
  /** The key of the model's rewards. */
  key: string;
  /** Those that are known; what is computed is added. */
  states: StateTable;
  /** Whether the engine still holds the model that this run is of. */
  mayGoOn: () => boolean;
  /** Responses that were dealt with. */
  tell: (responses: number) => void;
  stored: () => void;
}

/** Which responses of which items have no state yet. */
export interface WantedStates {
  /** Response ids by the row of their item. */
  items: Map<number, string[]>;
  /** Responses of the rows, each once, as far as they were looked at; those that have a state included. */
  total: number;
  known: number;
  /** Responses for which there is no room; not each of them once. */
  beyond: number;
}

/** The engine gives no sign of life before a call is done, so one call asks for little: a slow device takes seconds for each. */
const responsesAtOnce = 16;
/** Few and large pieces in the store; a reload loses at most so many. */
const responsesInPiece = 256;

/** What is to be computed for some rows, those of the first rows first, until `room` responses are found. */
export function wantedStates(
  { index }: RowsOf,
  rows: Iterable<number>,
  states: StateTable,
  room: number,
): WantedStates {
  const wanted: WantedStates = { items: new Map(), total: 0, known: 0, beyond: 0 };
  const seen = new Set<string>();
  let found = 0;
  for (const row of rows) {
    if (found >= room) {
      wanted.beyond += 2;
      continue;
    }
    for (const id of [idAt(index.firstIds, row), idAt(index.secondIds, row)]) {
      if (seen.has(id)) continue;
      seen.add(id);
      wanted.total++;
      if (states.of(id) !== null) {
        wanted.known++;
        continue;
      }
      const item = index.itemRows[row] ?? 0;
      wanted.items.set(item, [...(wanted.items.get(item) ?? []), id]);
      found++;
    }
  }
  return wanted;
}

/** Computes states piece by piece, each stored before it counts. It knows nothing of screens. */
export class StateRun {
  readonly #options: StateRunOptions;
  #piece = new Map<string, Float32Array>();
  #requests: ScoreRequest[] = [];
  #stopped = false;

  constructor(options: StateRunOptions) {
    this.#options = options;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** Ends the run after the responses that are running. */
  stop(): void {
    this.#stopped = true;
  }

  /** What is done stays, when the run is stopped and when it fails. */
  async run(dataSet: string, { items }: WantedStates): Promise<void> {
    try {
      for (const [itemRow, ids] of items) {
        if (this.#stopped) break;
        await this.#take(dataSet, itemRow, ids);
        if (this.#requests.length >= responsesAtOnce) await this.#give();
      }
      if (!this.#stopped) await this.#give();
    } finally {
      await this.#keep();
    }
  }

  async #take(dataSet: string, itemRow: number, ids: string[]): Promise<void> {
    const { prompt, responses } = await this.#options.store.item(dataSet, itemRow);
    const plain = ({ role, content }: (typeof prompt)[number]) => ({ role, content });
    for (const { id, messages } of responses) {
      if (!ids.includes(id)) continue;
      this.#requests.push({ id, messages: [...prompt, ...messages].map(plain), promptLength: prompt.length });
    }
  }

  async #give(): Promise<void> {
    const requests = this.#requests;
    if (requests.length === 0) return;
    const { engine, mayGoOn, tell } = this.#options;
    if (!mayGoOn()) throw new Error('Another model was loaded meanwhile. Start again, and this one loads again.');
    this.#requests = [];
    const found = await engine.hidden(requests);
    for (const [at, state] of found.entries()) if (state) this.#piece.set(requests[at]?.id ?? '', state);
    tell(requests.length);
    if (this.#piece.size >= responsesInPiece) await this.#keep();
  }

  /** Durable first, in the table then. */
  async #keep(): Promise<void> {
    const { store, key, states, stored } = this.#options;
    const [first] = this.#piece.values();
    if (!first) return;
    const width = first.length;
    const joined = new Float32Array(this.#piece.size * width);
    let at = 0;
    for (const state of this.#piece.values()) joined.set(state, width * at++);
    const piece = { responses: [...this.#piece.keys()], states: joined, width };
    await store.putStates(key, piece);
    states.add(piece);
    this.#piece = new Map();
    stored();
  }
}
