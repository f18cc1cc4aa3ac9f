import type { BenchFields } from '../../support/Bench';
import { median } from '../../support/median';
import { comparePlans } from './comparePlans';
import { decoderPairs, decoderRequests, type DecoderItem } from './decoderItems';
import { measurePytorch } from './measurePytorch';
import { nodeScorer } from './nodeScorer';
import { outlierCheckpoint } from './outlierCheckpoint';
import type { Scorer } from './Scorer';
import { tokensOf } from './tokensOf';
import { wholeNumberBound } from './wholeNumberBound';

export interface NodeWork {
  root: string;
  /** Checkpoints of all layers and of a few. */
  whole: string;
  few: string;
  pairs: readonly DecoderItem[];
  bestOf8: readonly DecoderItem[];
  quick: boolean;
}

export interface NodeFigures {
  pairs: BenchFields;
  bestOf8: BenchFields;
  pytorch: BenchFields;
  few: BenchFields;
  int8: BenchFields;
}

/** The engine in Node: plans, exact products, PyTorch, and how far rounded activations move margins. */
export async function measureNode(work: NodeWork): Promise<NodeFigures> {
  const { root, whole, pairs, bestOf8, quick } = work;
  const rounds = quick ? 1 : 3;
  const scorer = await nodeScorer(root, whole);
  const compare = async (items: readonly DecoderItem[], times: number) =>
    comparePlans(scorer, { items, tokens: await tokensOf(whole, items), rounds: times, tolerance: 2e-2 });
  const figures = { pairs: await compare(pairs, quick ? 1 : 5), bestOf8: await compare(bestOf8, rounds) };
  console.log('  decoder: PyTorch');
  const pytorch = await besidePytorch(work, scorer, rounds);
  const all = [...pairs, ...bestOf8];
  const rounded = await scorer.score(decoderRequests(all, { sharing: true }));
  await scorer.release();
  console.log('  decoder: rounded activations');
  const exactScorer = await nodeScorer(root, whole, { wholeNumbers: false });
  const exact = await exactScorer.score(decoderRequests(all, { sharing: true }));
  await exactScorer.release();
  const { shared } = await tokensOf(whole, all);
  const exactRate = {
    exact_tokens_per_s: shared / (exact.ms / 1000),
    rounded_tokens_per_s: shared / (rounded.ms / 1000),
  };
  return {
    pairs: { ...figures.pairs, ...exactRate },
    bestOf8: figures.bestOf8,
    pytorch,
    few: await fewLayers(work),
    int8: await int8Figures(work, wholeNumberBound({ items: all, exact: exact.rewards, rounded: rounded.rewards })),
  };
}

/** The pairs of the smallest items, in both. */
async function besidePytorch(
  { root, whole, pairs, quick }: NodeWork,
  scorer: Scorer,
  rounds: number,
): Promise<BenchFields> {
  const items = quick ? pairs.slice(0, 1) : pairs;
  const tokens = await tokensOf(whole, items);
  const peer = await measurePytorch(root, whole, tokens, rounds);
  const requests = decoderRequests(items, { sharing: true });
  const seconds = await medianSeconds(scorer, requests, rounds);
  return {
    assay_pairs_per_s: items.length / seconds,
    pytorch_pairs_per_s: items.length / peer.seconds,
    ratio: peer.seconds / seconds,
    pairs: items.length,
    tokens: tokens.plain,
    pytorch_threads: peer.threads,
  };
}

/** Rates of a few layers, which the browser's are compared with. */
async function fewLayers({ root, few, pairs, quick }: NodeWork): Promise<BenchFields> {
  const { shared } = await tokensOf(few, pairs);
  const requests = decoderRequests(pairs, { sharing: true });
  const rate = async (options: { wholeNumbers: boolean; threads: number | null }) => {
    const scorer = await nodeScorer(root, few, options);
    await scorer.score(requests);
    const seconds = await medianSeconds(scorer, requests, quick ? 1 : 3);
    await scorer.release();
    return shared / seconds;
  };
  return {
    layers: quick ? 2 : 4,
    node_tokens_per_s: await rate({ wholeNumbers: true, threads: null }),
    node_one_thread_tokens_per_s: await rate({ wholeNumbers: true, threads: 1 }),
    node_one_thread_exact_tokens_per_s: await rate({ wholeNumbers: false, threads: 1 }),
  };
}

async function medianSeconds(
  scorer: Scorer,
  requests: ReturnType<typeof decoderRequests>,
  rounds: number,
): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push((await scorer.score(requests)).ms / 1000);
  return median(times);
}

/** Of the whole model on the bench's items, and of a few layers, random ones and with outliers, on more pairs. */
async function int8Figures({ root, few, quick }: NodeWork, whole: BenchFields): Promise<BenchFields> {
  const items = decoderPairs(root, { count: quick ? 1 : 6, characters: 1500 });
  const bound = async (checkpoint: string) => {
    const [exact, rounded] = [
      await rewardsOf(root, checkpoint, items, false),
      await rewardsOf(root, checkpoint, items, true),
    ];
    return wholeNumberBound({ items, exact, rounded });
  };
  const parts = { whole, few_layers: await bound(few), few_layers_outliers: await bound(await outlierCheckpoint(few)) };
  const worst = (name: string) => Math.max(...Object.values(parts).map((part) => Number(part[name])));
  return {
    max_margin_change: worst('max_margin_change'),
    p99_margin_change: worst('p99_margin_change'),
    flipped_above_bound: worst('flipped_above_bound'),
    ...parts,
  };
}

async function rewardsOf(
  root: string,
  checkpoint: string,
  items: readonly DecoderItem[],
  wholeNumbers: boolean,
): Promise<number[]> {
  const scorer = await nodeScorer(root, checkpoint, { wholeNumbers });
  const { rewards } = await scorer.score(decoderRequests(items, { sharing: true }));
  await scorer.release();
  return rewards;
}
