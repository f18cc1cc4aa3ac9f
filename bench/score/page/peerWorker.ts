/** The peer as its users run it: a text-classification pipeline in a worker. */
import { env, pipeline, type TextClassificationPipeline } from '@huggingface/transformers';
import { expose } from 'comlink';
import mjs from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import type { SideSettings } from '../Side';

env.allowRemoteModels = false;
env.allowLocalModels = true;
env.localModelPath = '/peer/';
env.useBrowserCache = false;
env.useWasmCache = false;

let classify: TextClassificationPipeline | null = null;

async function load({ backend, peerThreads }: SideSettings): Promise<void> {
  const { wasm: settings } = env.backends.onnx;
  if (settings) settings.wasmPaths = { mjs, wasm };
  if (settings && peerThreads !== null) settings.numThreads = peerThreads;
  classify = await pipeline('text-classification', 'demo', { device: backend, dtype: 'fp32' });
}

async function score(texts: string[], batch: number): Promise<number[]> {
  if (!classify) throw new Error('The peer is not loaded.');
  const rewards: number[] = [];
  for (let start = 0; start < texts.length; start += batch) {
    const results = await classify(texts.slice(start, start + batch));
    for (const { score: share } of results as { score: number }[]) rewards.push(Math.log(share / (1 - share)));
  }
  return rewards;
}

const peer = { load, score };
export type Peer = typeof peer;

expose(peer);
