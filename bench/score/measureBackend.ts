import type { Page } from 'playwright';
import type { ScoreRequest } from '../../src/engine/contract';
import type { BenchFields } from '../support/Bench';
import { median } from '../support/median';
import type { BackendName, SideName } from './Side';
import { distinctTexts, requestsOf, type RealPair } from './realPairs';

export interface BackendWork {
  backend: BackendName;
  threads: number;
  pairs: RealPair[];
  rounds: number;
  /** Texts in one call of the peer; its best one is compared. */
  peerBatches: number[];
}

/** Rewards of both sides must be of the same model and the same texts. */
const tolerance = 1e-3;

/** Measures both sides on one backend, interleaved, each after a warm-up of all texts. */
export async function measureBackend(page: Page, work: BackendWork): Promise<BenchFields> {
  const requests = requestsOf(work.pairs);
  const trials = await trialsOfPeer(page, work, requests);
  const best = trials.reduce((a, b) => (b.pairsPerS > a.pairsPerS ? b : a));
  await start(page, work, 'peer', best.batch);
  await start(page, work, 'assay', 0);
  await compare(page, requests);
  const times: Record<SideName, number[]> = { assay: [], peer: [] };
  for (let round = 0; round < work.rounds; round += 1) {
    for (const side of ['assay', 'peer'] as const) times[side].push((await run(page, side, requests)).ms);
  }
  await page.evaluate(() => Promise.all([scorePage.stop('assay'), scorePage.stop('peer')]));
  const speed = (side: SideName) => work.pairs.length / (median(times[side]) / 1000);
  return {
    assay_pairs_per_s: speed('assay'),
    peer_pairs_per_s: speed('peer'),
    ratio: speed('assay') / speed('peer'),
    peer_batch: best.batch,
    ...Object.fromEntries(
      trials.map(({ batch, pairsPerS }) => [`peer_trial_batch_${String(batch)}_pairs_per_s`, pairsPerS]),
    ),
    threads: work.threads,
    pairs: work.pairs.length,
    texts: requests.length,
    distinct_texts: distinctTexts(requests),
    rounds: work.rounds,
  };
}

async function trialsOfPeer(
  page: Page,
  work: BackendWork,
  requests: ScoreRequest[],
): Promise<{ batch: number; pairsPerS: number }[]> {
  const trials = [];
  for (const batch of work.peerBatches) {
    await start(page, work, 'peer', batch);
    await run(page, 'peer', requests.slice(0, batch));
    const { ms } = await run(page, 'peer', requests);
    trials.push({ batch, pairsPerS: work.pairs.length / (ms / 1000) });
  }
  return trials;
}

function start(page: Page, { backend, threads }: BackendWork, side: SideName, batch: number): Promise<void> {
  return page.evaluate((settings) => scorePage.start(settings), { backend, threads, side, batch });
}

function run(page: Page, side: SideName, requests: ScoreRequest[]): Promise<{ rewards: number[]; ms: number }> {
  return page.evaluate(([name, all]) => scorePage.round(name, all), [side, requests] as const);
}

/** The warm-up of both sides, and the proof that they do the same work. */
async function compare(page: Page, requests: ScoreRequest[]): Promise<void> {
  const { rewards } = await run(page, 'assay', requests);
  const { rewards: others } = await run(page, 'peer', requests);
  const worst = Math.max(...rewards.map((reward, index) => Math.abs(reward - (others[index] ?? NaN))));
  if (!(worst < tolerance))
    throw new Error(`Both sides must give the same rewards to ${tolerance}; they differ by ${worst}.`);
}
