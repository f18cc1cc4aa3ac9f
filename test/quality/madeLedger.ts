import { LabelFold } from '../../src/verdicts/LabelFold';
import { judgedPairOf } from '../../src/quality/judgedPairOf';
import type { JudgedPair, PairFacts } from '../../src/quality/JudgedPair';
import { me } from '../../src/verdicts/PersonOf';
import type { Choice, EventDraft, LedgerEvent, Strength, VerdictData } from '../../src/verdicts/VerdictEvent';
import { madeData, madeId, madeUuid, prefer, sealed } from '../verdicts/madeEvents';

/** A ledger in which several people write, one second apart: client 1 is whoever sits here, all others are others. */
export class MadeLedger {
  readonly fold = new LabelFold((client) => (client === madeUuid(1) ? me : client));
  #seq = 0;

  /** Gives a verdict: -3 to 3 for a preference. Returns the event. */
  give(pair: number, choice: Choice | Strength, change: Partial<VerdictData> = {}, client = 1): LedgerEvent {
    const data = madeData(typeof choice === 'number' ? prefer(choice) : choice, change);
    return this.add({ type: 'verdict', pair: madeId(pair), supersedes: [], data }, client);
  }

  add(draft: EventDraft, client = 1): LedgerEvent {
    const event = sealed(draft, ++this.#seq, client);
    this.fold.add([event]);
    return event;
  }

  judged(pair: number, facts: Partial<PairFacts> = {}): JudgedPair | null {
    return judgedPairOf(this.fold, madeId(pair), () => ({
      label: 0,
      margin: NaN,
      category: 'other',
      place: NaN,
      ...facts,
    }));
  }

  /** All judged pairs from 0 on, with the facts that `factsOf` says. */
  all(count: number, factsOf: (pair: number) => Partial<PairFacts> = () => ({})): JudgedPair[] {
    return Array.from({ length: count }, (_, pair) => this.judged(pair, factsOf(pair))).filter((pair) => pair !== null);
  }
}
