import { choiceWords, stepFromChoice } from '../../verdicts/strengthWords';
import type { LedgerEvent, VerdictData } from '../../verdicts/VerdictEvent';
import type { Place } from './PairOnScreen';
import { placeOf } from './placeOf';

/** One of the last verdicts, as the strip shows it: what this person said, never what label or model say. */
export interface RecentVerdict {
  id: string;
  pair: string;
  place: Place;
  /** In words of the screen: "B slightly better". */
  words: string;
  /** The same in a word or two. */
  short: string;
}

export const shownVerdicts = 10;
/** Some more are remembered, so that undo does not empty the strip. */
const remembered = 3 * shownVerdicts;

/** The newest verdicts of this person in one data set, newest first, each pair once. */
export class RecentVerdicts {
  list = $state.raw<readonly RecentVerdict[]>([]);
  readonly #rowOf: (pair: string) => number | null;

  /** `rowOf` gives null for a pair of another data set. */
  constructor(rowOf: (pair: string) => number | null) {
    this.#rowOf = rowOf;
  }

  /** Takes this person's events in the order in which they were stored. */
  take(events: readonly LedgerEvent[]): void {
    // What came long before the newest cannot be among them; a week of verdicts need not be looked through.
    for (const event of events.slice(-20 * remembered)) this.#takeOne(event);
  }

  #takeOne(event: LedgerEvent): void {
    if (event.type === 'retraction') this.list = this.list.filter(({ id }) => !event.supersedes.includes(id));
    const row = this.#rowOf(event.pair);
    if (event.type !== 'verdict' || row === null) return;
    const verdict = recent(event, row);
    this.list = [verdict, ...this.list.filter(({ pair }) => pair !== event.pair)].slice(0, remembered);
  }
}

function recent({ id, pair, data }: LedgerEvent & { type: 'verdict' }, row: number): RecentVerdict {
  return { id, pair, place: placeOf(row, data), words: choiceWords(data.choice, data.left), short: shortWords(data) };
}

const degrees = ['tie', 'slightly', 'better', 'much'];

function shortWords({ choice, left }: VerdictData): string {
  const step = stepFromChoice(choice, left);
  if (step === 4) return 'Tie';
  if (step !== null) return `${step < 4 ? 'A' : 'B'} ${degrees[Math.abs(step - 4)] ?? ''}`;
  const words = { both_bad: 'Bad', divergent: 'Differ', undecidable: 'Undecid.', skip: 'Skip', preference: '' };
  return words[choice.kind];
}
