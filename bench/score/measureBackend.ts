import type { Page } from 'playwright';
import type { ScoreRequest } from '../../src/engine/contract';
import type { BenchFields } from '../support/Bench';
import { median } from '../support/median';
import type { BackendName, ScoredRound, SideName } from './Side';
import { distinctRequests, requestsOf, type RealPair } from './realPairs';

export interface BackendWork {
  backend: BackendName;
  /** WASM threads of Assay, by its own choice. */
  threads: number;
  /** Null: the choice of its package. */
  peerThreads: number | null;
  pairs: RealPair[];
  rounds: number;
  /** Texts in one call of the peer; its best one is compared. */
  peerBatches: number[];
}

/** Rewards of both sides must be of the same model and the same texts. */
const tolerance = 1e-3;

/**
 * Measures both sides on one backend, interleaved, each after a warm-up of all texts: on the pairs as they are, and on
 * each of their texts once, which leaves only the speed of the two programs on equal work.
 */
export async function measureBackend(page: Page, work: BackendWork): Promise<BenchFields> {
  const requests = requestsOf(work.pairs);
  const distinct = distinctRequests(requests);
  const trials = await trialsOfPeer(page, work, distinct);
  const best = trials.reduce((a, b) => (b.textsPerS > a.textsPerS ? b : a));
  await start(page, work, 'peer', best.batch);
  await start(page, work, 'assay', 0);
  await compare(page, distinct);
  const whole = await interleaved(page, requests, work.rounds);
  const once = await interleaved(page, distinct, work.rounds);
  await page.evaluate(() => Promise.all([scorePage.stop('assay'), scorePage.stop('peer')]));
  return {
    assay_pairs_per_s: work.pairs.length / whole.assay,
    peer_pairs_per_s: work.pairs.length / whole.peer,
    ratio: whole.peer / whole.assay,
    distinct_assay_texts_per_s: distinct.length / once.assay,
    distinct_peer_texts_per_s: distinct.length / once.peer,
    distinct_ratio: once.peer / once.assay,
    peer_batch: best.batch,
    ...Object.fromEntries(trials.map(({ batch, textsPerS }) => [`peer_batch_${String(batch)}_texts_per_s`, textsPerS])),
    threads: work.threads,
    peer_threads: work.peerThreads ?? 'its default',
    pairs: work.pairs.length,
    texts: requests.length,
    distinct_texts: distinct.length,
    rounds: work.rounds,
  };
}

/** Seconds that each side takes for all requests: the median of its rounds. */
async function interleaved(page: Page, requests: ScoreRequest[], rounds: number): Promise<Record<SideName, number>> {
  const times: Record<SideName, number[]> = { assay: [], peer: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const side of ['assay', 'peer'] as const) times[side].push((await run(page, side, requests)).ms / 1000);
  }
  return { assay: median(times.assay), peer: median(times.peer) };
}

async function trialsOfPeer(
  page: Page,
  work: BackendWork,
  requests: ScoreRequest[],
): Promise<{ batch: number; textsPerS: number }[]> {
  const trials = [];
  for (const batch of work.peerBatches) {
    await start(page, work, 'peer', batch);
    await run(page, 'peer', requests.slice(0, batch));
    const { ms } = await run(page, 'peer', requests);
    trials.push({ batch, textsPerS: requests.length / (ms / 1000) });
  }
  return trials;
}

function start(page: Page, { backend, peerThreads }: BackendWork, side: SideName, batch: number): Promise<void> {
  const settings = { backend, peerThreads, side, batch, checkpoint: '/models/demo/', wholeNumbers: null };
  return page.evaluate((all) => scorePage.start(all), settings);
}

function run(page: Page, side: SideName, requests: ScoreRequest[]): Promise<ScoredRound> {
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
