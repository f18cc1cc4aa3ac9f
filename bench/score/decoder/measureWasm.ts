import { basename } from 'node:path';
import type { Page } from 'playwright';
import type { BenchFields } from '../../support/Bench';
import { comparePlans } from './comparePlans';
import { decoderRequests, type DecoderItem } from './decoderItems';
import { pageScorer } from './pageScorer';
import { tokensOf } from './tokensOf';

export interface WasmWork {
  page: Page;
  checkpoints: string;
  checkpoint: string;
  pairs: readonly DecoderItem[];
  bestOf8: readonly DecoderItem[];
  quick: boolean;
}

/** The engine in the browser's WASM worker: plans, and the rate with and without rounded activations. */
export async function measureWasm(
  work: WasmWork,
): Promise<{ pairs: BenchFields; bestOf8: BenchFields; rates: BenchFields }> {
  const { checkpoint, pairs, bestOf8, quick } = work;
  const layers = quick ? 2 : 4;
  const scorer = await pageScorer(work.page, orderOf(work, null));
  const compare = async (items: readonly DecoderItem[]): Promise<BenchFields> => ({
    layers,
    ...(await comparePlans(scorer, {
      items,
      tokens: await tokensOf(checkpoint, items),
      rounds: quick ? 1 : 2,
      tolerance: 2e-2,
    })),
  });
  // A minute for each: of the prompts with eight responses only the long ones, where sharing matters.
  const long = bestOf8.filter(({ source }) => source === 'judge_bench');
  const figures = { pairs: await compare(pairs), bestOf8: await compare(long) };
  await scorer.release();
  return {
    ...figures,
    rates: {
      wasm_tokens_per_s: Number(figures.pairs['tokens_per_s']),
      wasm_rounded_tokens_per_s: await rateOf(work, true),
      wasm_exact_tokens_per_s: await rateOf(work, false),
    },
  };
}

async function rateOf(work: WasmWork, wholeNumbers: boolean): Promise<number> {
  const scorer = await pageScorer(work.page, orderOf(work, wholeNumbers));
  const requests = decoderRequests(work.pairs, { sharing: true });
  await scorer.score(requests.slice(0, 2));
  const { ms } = await scorer.score(requests);
  await scorer.release();
  return (await tokensOf(work.checkpoint, work.pairs)).shared / (ms / 1000);
}

function orderOf({ checkpoints, checkpoint }: WasmWork, wholeNumbers: boolean | null) {
  return { backend: 'wasm', checkpoint: `${checkpoints}${basename(checkpoint)}/`, wholeNumbers } as const;
}
