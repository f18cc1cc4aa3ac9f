import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { chromiumFlags, chromiumMissing, findChromium } from '../scripts/chromium.mjs';
import { projectRoot } from '../scripts/program.mjs';
import { buildPage } from './support/buildPage';
import { measureBackend } from './score/measureBackend';
import { measureDecoder } from './score/measureDecoder';
import { preparePeer } from './score/preparePeer';
import { realPairs } from './score/realPairs';
import { servePage } from './support/servePage';
import type { BenchFields, BenchOptions } from './support/Bench';

/** Characters of a conversation on a software adapter, which runs a thousandth of a graphics card's speed. */
const shortText = 400;

/** Path of the made decoders on the bench's server. */
const checkpoints = '/checkpoints/';

/**
 * The demo checkpoint in Assay against @huggingface/transformers (same weights, same texts, same page; threads as
 * each of them chooses, and then the same number), and a decoder
 * in Assay's plan against its own padded one and against PyTorch.
 */
export async function run({ quick }: BenchOptions): Promise<BenchFields> {
  const peer = preparePeer(projectRoot);
  const built = await mkdtemp(join(tmpdir(), 'assay-score-'));
  await buildPage(projectRoot, 'score/page', built);
  const models = join(projectRoot, 'public', 'models');
  const made = join(projectRoot, '.assay', 'bench', 'checkpoints');
  const server = await servePage({ '/models/': models, '/peer/': peer, [checkpoints]: made, '/': built });
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(chromiumMissing);
  const browser = await chromium.launch({ executablePath, args: chromiumFlags, headless: true });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    await page.goto(`${server.address}/index.html`);
    return await measurePage(page, quick);
  } finally {
    await browser.close();
    server.close();
    await rm(built, { recursive: true });
  }
}

async function measurePage(page: Page, quick: boolean): Promise<BenchFields> {
  const { threads, adapter, software } = await page.evaluate(() => scorePage.describe());
  const rounds = quick ? 1 : 5;
  const onWasm = { backend: 'wasm', threads, pairs: realPairs(projectRoot, quick ? 4 : 40) } as const;
  const wasm = await measureBackend(page, { ...onWasm, peerThreads: null, rounds, peerBatches: [1, 8, 32] });
  const sameThreads = { ...onWasm, peerThreads: threads, rounds, peerBatches: [Number(wasm['peer_batch'])] };
  const wasmSameThreads = await measureBackend(page, sameThreads);
  const webgpu = await measureBackend(page, {
    backend: 'webgpu',
    threads: 1,
    peerThreads: 1,
    pairs: software ? realPairs(projectRoot, quick ? 1 : 4, shortText) : realPairs(projectRoot, quick ? 20 : 200),
    rounds,
    peerBatches: software ? [1, 4] : [1, 8, 32],
  });
  return {
    encoder: { wasm, wasm_same_threads: wasmSameThreads, webgpu },
    ...(await measureDecoder({ root: projectRoot, page, checkpoints, software, quick })),
    adapter,
    ratio_wasm: wasm['ratio'] ?? null,
    ratio_wasm_same_threads: wasmSameThreads['ratio'] ?? null,
    ratio_webgpu: webgpu['ratio'] ?? null,
  };
}
