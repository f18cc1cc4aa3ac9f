import type { Message } from '../Message';
import type { LabelOrigin } from './ExportOptions';
import type { ExportRow, Outcome } from './ExportRow';
import type { StayOutReason } from './stayOutReasons';
import { isSoft, type SelectedRow } from './selectRows';

const maxExamples = 10;

/** Pairs that stay out for one reason. */
export interface StayOut {
  reason: StayOutReason;
  pairs: number;
  /** Ids of the first of them. */
  examples: string[];
}

/** What one reading of all pairs tells: enough to give every file the same columns and to write a card. */
export class Survey {
  rows = 0;
  softRows = 0;
  readonly origins = new Map<LabelOrigin | 'none', number>();
  readonly outcomes = new Map<Outcome | 'none', number>();
  /** Rows by the source of their pair. */
  readonly sources = new Map<string, number>();
  readonly protocols = new Map<string, number>();
  readonly checkpoints = new Set<string>();
  /** Rows whose label has a strength. */
  withStrength = 0;
  /**
   * The first row with a reasoning block in its prompt, in each response: `datasets` takes the columns of JSON Lines from the
   * first 10 MB, and refuses the file where a text comes later in a place that had none.
   */
  readonly openers = new Set<ExportRow>();
  readonly #opened = new Set<string>();
  readonly #stayOut = new Map<StayOutReason, StayOut>();

  /** Whether any message of a row that leaves has a reasoning block apart. */
  get thinking(): boolean {
    return this.openers.size > 0;
  }

  take(selected: SelectedRow): void {
    if (selected.stayOut !== null) this.leaveOut(selected.stayOut, [selected.row.pair.id]);
    else this.#count(selected.row);
    if (isSoft(selected)) this.softRows++;
  }

  /** @param count how many pairs stay out, of which the given ones may be examples */
  leaveOut(reason: StayOutReason, pairs: string[], count = pairs.length): void {
    if (count === 0) return;
    const entry = this.#stayOut.get(reason) ?? { reason, pairs: 0, examples: [] };
    this.#stayOut.set(reason, entry);
    entry.pairs += count;
    entry.examples.push(...pairs.slice(0, maxExamples - entry.examples.length));
  }

  /** By reason, in the order of their names. */
  stayOut(): StayOut[] {
    return [...this.#stayOut.values()].sort((one, other) => (one.reason < other.reason ? -1 : 1));
  }

  #open(row: ExportRow, place: string, messages: Message[]): void {
    if (this.#opened.has(place) || !messages.some(({ thinking }) => thinking !== undefined)) return;
    this.#opened.add(place);
    this.openers.add(row);
  }

  #count(row: ExportRow): void {
    const { pair, chosen, rejected, label, given } = row;
    this.rows++;
    this.#open(row, 'prompt', pair.prompt);
    this.#open(row, 'chosen', chosen.messages);
    this.#open(row, 'rejected', rejected.messages);
    more(this.origins, label?.origin ?? 'none');
    more(this.outcomes, label?.outcome ?? 'none');
    more(this.sources, pair.source);
    if (label !== null && label.strength !== null) this.withStrength++;
    for (const event of given.events) if (event.type === 'verdict') more(this.protocols, event.data.protocol);
    for (const { checkpoint } of given.rewards) this.checkpoints.add(checkpoint);
  }
}

function more<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
