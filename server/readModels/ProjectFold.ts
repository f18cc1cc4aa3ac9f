import { votesOf } from '../../src/verdicts/folds/votesOf';
import { LabelFold } from '../../src/verdicts/LabelFold';
import type { LedgerEvent } from '../../src/verdicts/VerdictEvent';
import type { StoredEvent } from '../ledger/LedgerStore';
import { personOfClient } from './personOfClient';

/**
 * What a project's ledger folds to, up to a position: labels, who voted on which pair, and who has judged what. It is made of the
 * ledger and of nothing else, so it can be thrown away at any time, and any way of cutting the ledger into pieces gives the same.
 */
export class ProjectFold {
  readonly labels: LabelFold;
  /** Of the last event that was taken; 0 before the first. */
  position = 0;
  /** The pair of every event, in the ledger's order: whoever follows looks at what is new. */
  readonly touched: string[] = [];
  readonly #people = new Map<string, string>();
  readonly #voters = new Map<string, readonly string[]>();
  readonly #judged = new Map<string, Set<string>>();

  constructor() {
    this.labels = new LabelFold((client) => this.#people.get(client) ?? client);
  }

  /** Takes the events that follow those taken before, in the ledger's order. */
  take(events: readonly StoredEvent[]): void {
    const taken = events.map((stored) => this.#read(stored));
    this.labels.add(taken);
    for (const pair of new Set(taken.map((event) => event.pair))) this.#countVotes(pair);
    this.position = events.at(-1)?.position ?? this.position;
  }

  /** The people whose blind votes on the pair stand, by name order: those who count towards its overlap. */
  votersOf(pair: string): readonly string[] {
    return this.#voters.get(pair) ?? [];
  }

  /** All pairs on which the person ever gave a verdict, whatever became of it: nobody judges those blind once more. */
  judgedBy(person: string): ReadonlySet<string> {
    return this.#judged.get(person) ?? new Set();
  }

  /** Everybody who ever gave a verdict, in the order of their names. */
  people(): string[] {
    return [...this.#judged.keys()].sort();
  }

  #read({ client, annotator, body }: StoredEvent): LedgerEvent {
    // It was verified before it entered the ledger.
    const event = JSON.parse(body) as LedgerEvent;
    const person = personOfClient(client, annotator);
    this.#people.set(client, person);
    this.touched.push(event.pair);
    if (event.type === 'verdict') this.#noteJudged(person, event.pair);
    return event;
  }

  #noteJudged(person: string, pair: string): void {
    const judged = this.#judged.get(person) ?? new Set();
    this.#judged.set(person, judged.add(pair));
  }

  #countVotes(pair: string): void {
    const votes = votesOf(this.labels.verdicts(pair), this.labels.personOf);
    this.#voters.set(
      pair,
      votes.map(({ person }) => person),
    );
  }
}
