import type { ModelMaker } from '../models/ModelMaker';
import type { ModelRegistry } from './ModelRegistry';

/** The model that is trained on the whole data set of a plan. */
export interface FinalSetup {
  models: ModelMaker;
  /** Null: the model stays in its run folder. */
  registry: ModelRegistry | null;
}
