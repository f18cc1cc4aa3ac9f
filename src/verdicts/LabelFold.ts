import { foldPair } from './foldPair';
import type { Label } from './Label';
import { newestLast } from './newestLast';
import { me, onlyMe, type PersonOf } from './PersonOf';
import { standingEvents } from './standingEvents';
import { verdictState, verdictStates } from './verdictState';
import type { AttributesData, LedgerEvent } from './VerdictEvent';
import { verdictsInForce, type Verdict } from './verdictsInForce';

export interface LabelCounts {
  gold: number;
  /** Judged, but not gold. */
  judged: number;
  skipped: number;
}

/**
 * The labels that all known events fold to, kept up to date event by event: one more costs as much as its pair has events,
 * however many pairs there are. Events form a set: order, batches and repetitions do not change any label.
 *
 * Labels and counts are of all people's verdicts; what the Verify room shows before a verdict may be of this person's only.
 */
export class LabelFold {
  readonly #events = new Map<string, Map<string, LedgerEvent>>();
  readonly #labels = new Map<string, Label>();
  readonly #counts: Uint32Array = new Uint32Array(4);
  #personOf: PersonOf;
  #size = 0;

  constructor(personOf: PersonOf = onlyMe) {
    this.#personOf = personOf;
  }

  /** How many events were taken, each once. */
  get size(): number {
    return this.#size;
  }

  /** Whose clients are whose, as this fold sees it. */
  get personOf(): PersonOf {
    return this.#personOf;
  }

  /** Takes verified events. Of two with one id (which a ledger never holds) the one with the smaller hash counts. */
  add(events: Iterable<LedgerEvent>): void {
    const touched = new Set<string>();
    for (const event of events) if (this.#take(event)) touched.add(event.pair);
    for (const pair of touched) this.#refold(pair);
  }

  /** Says anew whose clients are whose: every label is folded again. */
  regroup(personOf: PersonOf): void {
    this.#personOf = personOf;
    for (const pair of this.#events.keys()) this.#refold(pair);
  }

  /** The pair's label; null where no verdict is in force. */
  label(pair: string): Label | null {
    return this.#labels.get(pair) ?? null;
  }

  /** What this person's own verdicts of the pair fold to. */
  own(pair: string): Label | null {
    return this.ofPerson(pair, me);
  }

  /** What one person's verdicts of the pair fold to. */
  ofPerson(pair: string, person: string): Label | null {
    const events = this.#events.get(pair);
    if (!events) return null;
    const own = [...events].filter(([, { client }]) => this.#personOf(client) === person);
    return own.length === events.size ? this.label(pair) : foldPair(pair, new Map(own), this.#personOf);
  }

  /** All verdicts of the pair that are in force, repeats and those of other people included, oldest first. */
  verdicts(pair: string): Verdict[] {
    return verdictsInForce(this.#events.get(pair) ?? new Map(), this.#personOf).sort(newestLast);
  }

  /** Those of them that are this person's. */
  ownVerdicts(pair: string): Verdict[] {
    return this.verdicts(pair).filter(({ client }) => this.#personOf(client) === me);
  }

  /** The attributes that a person wrote or confirmed last, and the event's id; null where nobody did. */
  attributes(pair: string): { id: string; data: AttributesData } | null {
    const standing = standingEvents(this.#events.get(pair) ?? new Map(), this.#personOf);
    return (
      standing
        .filter((event) => event.type === 'attributes')
        .sort(newestLast)
        .at(-1) ?? null
    );
  }

  /** Whether an event is this person's own. */
  isMine({ client }: Pick<LedgerEvent, 'client'>): boolean {
    return this.#personOf(client) === me;
  }

  /** All pairs of which there are events. */
  pairs(): Iterable<string> {
    return this.#events.keys();
  }

  /** All events that were taken of one pair. */
  eventsOf(pair: string): LedgerEvent[] {
    return [...(this.#events.get(pair)?.values() ?? [])];
  }

  /** This person's labels by pair. */
  *ownLabels(): Iterable<[string, Label]> {
    for (const pair of this.#events.keys()) {
      const label = this.own(pair);
      if (label) yield [pair, label];
    }
  }

  /** All labels by pair. */
  labels(): ReadonlyMap<string, Label> {
    return this.#labels;
  }

  event(pair: string, id: string): LedgerEvent | null {
    return this.#events.get(pair)?.get(id) ?? null;
  }

  /**
   * Whether this person gave any verdict of this pair, undone ones included, with rewards visible. Whoever has seen them does not
   * judge this pair blind again; a redo repeats what was given before and is not a new judgement.
   */
  everRevealed(pair: string): boolean {
    const own = this.eventsOf(pair).filter(({ client }) => this.#personOf(client) === me);
    return own.some((event) => event.type === 'verdict' && event.data.visibility === 'revealed');
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
    const label = foldPair(pair, this.#events.get(pair) ?? new Map(), this.#personOf);
    if (label) this.#labels.set(pair, label);
    else this.#labels.delete(pair);
    this.#count(label, 1);
  }

  #count(label: Label | null, by: 1 | -1): void {
    const state = verdictState(label);
    if (state !== verdictStates.none) this.#counts[state] = (this.#counts[state] ?? 0) + by;
  }
}
