import type { RefitData } from './RefitData';
import type { RefitResult } from './RefitResult';

/** The worker that refits heads. What it keeps between two calls only makes the later one quicker. */
export interface RefitContract {
  /** Rejects with a RangeError where there is too little to refit on. */
  refit(data: RefitData): Promise<RefitResult>;
}
