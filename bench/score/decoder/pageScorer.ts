import type { Page } from 'playwright';
import type { ScoreRequest } from '../../../src/engine/contract';
import type { BackendName } from '../Side';
import type { Scorer } from './Scorer';

export interface PageOrder {
  backend: BackendName;
  /** The checkpoint's path on the bench's server. */
  checkpoint: string;
  wholeNumbers: boolean | null;
}

/** The engine in the studio's own worker, in a page. */
export async function pageScorer(page: Page, order: PageOrder): Promise<Scorer> {
  const settings = { ...order, side: 'assay', peerThreads: null, batch: 0 } as const;
  await page.evaluate((all) => scorePage.start(all), settings);
  return {
    score: (requests: ScoreRequest[]) => page.evaluate((all) => scorePage.round('assay', all), requests),
    release: () => page.evaluate(() => scorePage.stop('assay')),
  };
}
