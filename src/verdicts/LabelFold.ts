import { foldPair } from './foldPair';
import type { Label } from './Label';
import { verdictState, verdictStates } from './verdictState';
import type { LedgerEvent } from './VerdictEvent';

export interface LabelCounts {
  gold: number;
  /** Judged, but not gold. */
  judged: number;
  skipped: number;
}

/**
 * The labels that all known events fold to, kept up to date event by event: one more costs as much as its pair has events,
 * however many pairs there are. Events form a set: order, batches and repetitions do not change any label.
 */
export class LabelFold {
  readonly #events = new Map<string, Map<string, LedgerEvent>>();
  readonly #labels = new Map<string, Label>();
  readonly #counts: Uint32Array = new Uint32Array(4);
  #size = 0;

  /** How many events were taken, each once. */
  get size(): number {
    return this.#size;
  }

  /** Takes verified events. Of two with one id (which a ledger never holds) the one with the smaller hash counts. */
  add(events: Iterable<LedgerEvent>): void {
    const touched = new Set<string>();
    for (const event of events) if (this.#take(event)) touched.add(event.pair);
    for (const pair of touched) this.#refold(pair);
  }

  /** The pair's label; null where no verdict is in force. */
  label(pair: string): Label | null {
    return this.#labels.get(pair) ?? null;
  }

  /** All labels by pair. */
  labels(): ReadonlyMap<string, Label> {
    return this.#labels;
  }

  event(pair: string, id: string): LedgerEvent | null {
    return this.#events.get(pair)?.get(id) ?? null;
  }

  /**
   * Whether any verdict of this pair, undone ones included, was given with rewards visible. Whoever has seen them does not
   * judge this pair blind again; a redo repeats what was given before and is not a new judgement.
   */
  everRevealed(pair: string): boolean {
    const events = this.#events.get(pair)?.values() ?? [];
    for (const event of events) if (event.type === 'verdict' && event.data.visibility === 'revealed') return true;
    return false;
  }

  counts(): LabelCounts {
    const [, skipped = 0, judged = 0, gold = 0] = this.#counts;
    return { gold, judged, skipped };
  }

  #take(event: LedgerEvent): boolean {
    const ofPair = this.#events.get(event.pair) ?? new Map<string, LedgerEvent>();
    this.#events.set(event.pair, ofPair);
    const known = ofPair.get(event.id);
    if (known && known.hash <= event.hash) return false;
    if (!known) this.#size++;
    ofPair.set(event.id, event);
    return true;
  }

  #refold(pair: string): void {
    this.#count(this.label(pair), -1);
    const label = foldPair(pair, this.#events.get(pair) ?? new Map());
    if (label) this.#labels.set(pair, label);
    else this.#labels.delete(pair);
    this.#count(label, 1);
  }

  #count(label: Label | null, by: 1 | -1): void {
    const state = verdictState(label);
    if (state !== verdictStates.none) this.#counts[state] = (this.#counts[state] ?? 0) + by;
  }
}
