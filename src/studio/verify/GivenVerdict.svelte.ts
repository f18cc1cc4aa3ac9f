import { choiceWords } from '../../verdicts/strengthWords';
import { requirementsInWords } from '../../verdicts/protocol/requirementWords';
import type { VerdictData } from '../../verdicts/VerdictEvent';
import type { Place } from './PairOnScreen';
import type { Reveal } from './revealOf';

/** The last verdict as the strip shows it: first on its way, then saved, then beside what label and model say. */
export class GivenVerdict {
  readonly pair: string;
  readonly place: Place;
  readonly data: VerdictData;
  saved = $state(false);
  gold = $state(false);
  /** The person looked at the reveal and kept the verdict; that is stored too. */
  kept = $state(false);
  reveal = $state.raw<Reveal | null>(null);
  /** What others said of the pair, revealed with the rest. */
  others = $state('');
  /** What it would need to be gold, by the requirement's code; null where nothing of the kind is missing. */
  missing = $state.raw<string[] | null>(null);

  constructor(pair: string, place: Place, data: VerdictData) {
    this.pair = pair;
    this.place = place;
    this.data = data;
  }

  /** What is missing, as a sentence to add; empty where nothing is. */
  get missingInWords(): string {
    return this.missing ? ` Not gold yet, it lacks ${requirementsInWords(this.missing)}.` : '';
  }

  /** In words of the screen: "B slightly better". */
  get words(): string {
    return choiceWords(this.data.choice, this.data.left);
  }
}
