import type { EngineContract } from '../../../src/engine/contract';

/** What scoring a file needs of the engine, with a checkpoint loaded. */
export type Scorer = Pick<EngineContract, 'score' | 'cancel'>;
