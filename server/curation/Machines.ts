import type { EmbeddingMachine } from './machines/EmbeddingMachine';
import type { Judge } from './machines/Judge';
import type { ModelMaker } from './models/ModelMaker';

/** All that a plan asks machines for. Each is opened when a stage first needs it. */
export interface Machines {
  /** Writes attributes; null: pairs have those that their rows bring. */
  describer: Judge | null;
  embedding(): Promise<EmbeddingMachine>;
  judges: readonly Judge[];
  /** Gives the best RM of an iteration, and the gold RM. */
  models: ModelMaker;
}
