import type { Step } from '../../verdicts/strengthWords';
import type { Choice } from '../../verdicts/VerdictEvent';
import type { PairOnScreen } from './PairOnScreen';

/** What the verdict bar acts on: a pair on the screen and the verbs of whoever judges it. */
export interface VerdictTaker {
  readonly screen: { readonly current: PairOnScreen | null; readonly notes: { step: Step | null } };
  commit(step: Step): Promise<void>;
  give(choice: Choice): Promise<void>;
  undo(): void;
}
