import type { LabelFold } from '../../verdicts/LabelFold';
import { me } from '../../verdicts/PersonOf';
import { missingForGold } from '../../verdicts/protocol/missingForGold';
import type { Verdict } from '../../verdicts/verdictsInForce';
import type { OpenDataSet } from '../OpenDataSet.svelte';

/** A verdict, and whose it is: "you", or the person's name. */
export interface SomeonesVerdict {
  event: Verdict;
  who: string;
}

/** What stands in the ledger on a pair. Asked for pairs that are revealed, never before. */
export class PairVerdicts {
  readonly #open: Pick<OpenDataSet, 'verdictsVersion'>;
  readonly #fold: LabelFold;

  constructor(open: Pick<OpenDataSet, 'verdictsVersion'>, fold: LabelFold) {
    this.#open = open;
    this.#fold = fold;
  }

  /** This person's verdicts in force, then those of others. Of a repeat only the repeat is told, of any other pair all else. */
  all(pair: string, isRepeat: boolean): SomeonesVerdict[] {
    void this.#open.verdictsVersion;
    const own = this.#fold.ownVerdicts(pair).filter((event) => isRepeated(event) === isRepeat);
    const mine = (isRepeat ? own.slice(-1) : own).map((event) => ({ event, who: 'you' }));
    return [...mine, ...this.ofOthers(pair)];
  }

  ofOthers(pair: string): SomeonesVerdict[] {
    const others = this.#fold.verdicts(pair).filter(({ client }) => this.#fold.personOf(client) !== me);
    const told = others.filter((event) => !isRepeated(event));
    return told.map((event) => ({ event, who: this.#fold.personOf(event.client) }));
  }

  /** What gold asks for and this person's label has not; null where nothing of the kind is missing. */
  missing(pair: string): string[] | null {
    void this.#open.verdictsVersion;
    return missingForGold(this.#fold.own(pair), this.#fold.ownVerdicts(pair));
  }
}

function isRepeated({ data }: Verdict): boolean {
  return data.occasion === 'repeat';
}
