import { basename } from 'node:path';
import type { Page } from 'playwright';
import type { BenchFields } from '../support/Bench';
import { madeCheckpoint } from '../support/madeCheckpoint';
import { comparePlans } from './decoder/comparePlans';
import { beginnings, decoderBestOf8, decoderPairs, type DecoderItem } from './decoder/decoderItems';
import { measureNode } from './decoder/measureNode';
import { measureWasm } from './decoder/measureWasm';
import { pageScorer } from './decoder/pageScorer';
import { tokensOf } from './decoder/tokensOf';

export interface DecoderWork {
  root: string;
  page: Page;
  /** Path on the page's server below which the checkpoints lie. */
  checkpoints: string;
  /** Whether WebGPU runs on the processor, a thousandth of a graphics card's speed. */
  software: boolean;
  quick: boolean;
}

/** A small vocabulary: the embedding table is no part of the graph, and random rows are as good as any. */
const vocabulary = 4352;

/** Characters of a message that WebGPU gets on the processor. */
const softwarePrompt = 300;
const softwareResponse = 100;

/** The decoder's part of `npm run bench score`. */
export async function measureDecoder(work: DecoderWork): Promise<BenchFields> {
  const { root, quick } = work;
  const made = (layers: number | null) =>
    madeCheckpoint(root, { layers, vocabulary: layers === null ? null : vocabulary });
  const few = await made(quick ? 2 : 4);
  const whole = quick ? few : await made(null);
  const pairs = decoderPairs(root, { count: 1, characters: 1500 });
  const bestOf8 = decoderBestOf8(root, { count: 1, characters: quick ? 4000 : 6000 });
  console.log('  decoder: node');
  const node = await measureNode({ root, whole, few, pairs, bestOf8, quick });
  console.log('  decoder: wasm');
  const wasm = await measureWasm({ ...work, checkpoint: few, pairs, bestOf8 });
  console.log('  decoder: webgpu');
  const webgpu = await measureWebgpu(work, await made(2));
  const { node_tokens_per_s: nodeRate = NaN } = node.few;
  return {
    decoder: { node: node.pairs, wasm: wasm.pairs, webgpu: webgpu.pairs },
    best_of_8: { node: node.bestOf8, wasm: wasm.bestOf8, webgpu: webgpu.bestOf8 },
    pytorch: node.pytorch,
    pytorch_ratio: node.pytorch['ratio'] ?? null,
    wasm_to_node: { ...node.few, ...wasm.rates },
    wasm_to_node_ratio: Number(wasm.rates['wasm_tokens_per_s']) / Number(nodeRate),
    int8: node.int8,
  };
}

/**
 * Two layers, on whatever adapter there is. A software adapter gets whole pairs, but only the beginnings of eight responses:
 * a run of few tokens costs more there than its tokens, which short pairs would measure in the place of the plan.
 */
async function measureWebgpu(
  { root, page, checkpoints, software, quick }: DecoderWork,
  checkpoint: string,
): Promise<{ pairs: BenchFields; bestOf8: BenchFields }> {
  const scorer = await pageScorer(page, {
    backend: 'webgpu',
    checkpoint: `${checkpoints}${basename(checkpoint)}/`,
    wholeNumbers: null,
  });
  const compare = async (items: readonly DecoderItem[]): Promise<BenchFields> => ({
    layers: 2,
    ...(await comparePlans(scorer, {
      items,
      tokens: await tokensOf(checkpoint, items),
      rounds: quick ? 1 : software ? 2 : 3,
      tolerance: 2e-2,
    })),
  });
  const order = { count: software ? 1 : 4, characters: 6000 };
  const short = (items: readonly DecoderItem[]) => beginnings(items, softwarePrompt, softwareResponse);
  const pairs = decoderPairs(root, software ? { count: 1, characters: 1500 } : order);
  const bestOf8 = decoderBestOf8(root, order);
  const figures = {
    pairs: await compare(software && quick ? short(pairs) : pairs),
    bestOf8: await compare(software ? short(bestOf8.filter(({ source }) => source === 'judge_bench')) : bestOf8),
  };
  await scorer.release();
  return figures;
}
