import type { Cost } from '../cost/Cost';
import type { Plan } from '../plan/Plan';
import type { BoardFinal, BoardTraining } from './Board';

/** All that a board is reckoned from: the plan, and what its steps and machines have counted so far. */
export interface BoardFacts {
  plan: Pick<Plan, 'plan' | 'iterations' | 'budget' | 'prices'>;
  project: string;
  /** In their order. */
  steps: readonly { label: string; stage: string }[];
  /** Of finished steps, by label. */
  counts: ReadonlyMap<string, Readonly<Record<string, number>>>;
  /** What the model of a step is known by, and how it was or is trained: by the step's label. */
  models: ReadonlyMap<string, string>;
  trainings: ReadonlyMap<string, BoardTraining>;
  /** What language models were paid for. */
  spent: Pick<Cost, 'calls' | 'tokensIn' | 'tokensOut'>;
  estimate: Cost | null;
  registered: BoardFinal['registered'];
}
