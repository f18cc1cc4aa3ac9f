/** The page of `npm run bench score`: both sides in workers of one page, driven from outside. */
import { wrap, type Remote } from 'comlink';
import type { ScoreRequest } from '../../../src/engine/contract';
import { EngineClient } from '../../../src/engine/EngineClient';
import { wasmThreads } from '../../../src/engine/session/wasmRuntime';
import jspiUrl from '../../../workers/engine-webgpu-jspi?worker&url';
import wasmUrl from '../../../workers/engine-wasm?worker&url';
import type { ScorePage, SideName, SideSettings } from '../Side';
import type { Peer } from './peerWorker';
import peerUrl from './peerWorker?worker&url';

interface Side {
  score(requests: ScoreRequest[]): Promise<number[]>;
  stop(): Promise<void>;
}

const sides = new Map<SideName, Side>();

async function startAssay({ backend }: SideSettings): Promise<Side> {
  const url = backend === 'wasm' ? wasmUrl : jspiUrl;
  const kinds = [backend === 'wasm' ? 'wasm' : 'jspi'] as const;
  const client = new EngineClient(() => new Worker(url, { type: 'module' }), { kinds, silenceMs: 300_000 });
  await client.load({ kind: 'url', base: new URL('/models/demo/', location.href).href }, () => undefined);
  return { score: (requests) => assayRewards(client, requests), stop: () => client.release() };
}

async function assayRewards(client: EngineClient, requests: ScoreRequest[]): Promise<number[]> {
  const rewards = new Map<string, number>();
  await client.score(requests, ({ results }) => {
    for (const result of results) if (result.kind === 'reward') rewards.set(result.id, result.reward);
  });
  return requests.map(({ id }) => rewards.get(id) ?? NaN);
}

async function startPeer(settings: SideSettings): Promise<Side> {
  const worker = new Worker(peerUrl, { type: 'module' });
  const peer: Remote<Peer> = wrap<Peer>(worker);
  await peer.load(settings);
  return {
    score: (requests) => peer.score(requests.map(textOf), settings.batch),
    stop: () => Promise.resolve(worker.terminate()),
  };
}

/** The checkpoint's template without the outer special tokens, which the peer's tokenizer adds itself: the same ids. */
function textOf({ messages }: ScoreRequest): string {
  return messages.map(({ role, content }) => `${role}: ${content}`.replaceAll('[', '[ ')).join('[SEP]');
}

async function stop(side: SideName): Promise<void> {
  await sides.get(side)?.stop();
  sides.delete(side);
}

const page: ScorePage = {
  stop,
  async start(settings) {
    await stop(settings.side);
    sides.set(settings.side, await (settings.side === 'assay' ? startAssay(settings) : startPeer(settings)));
  },
  async round(side, requests) {
    const startedAt = performance.now();
    const rewards = await sides.get(side)?.score(requests);
    if (!rewards) throw new Error(`${side} is not started.`);
    return { rewards, ms: performance.now() - startedAt };
  },
  async describe() {
    const info = (await navigator.gpu.requestAdapter())?.info;
    return {
      threads: wasmThreads(crossOriginIsolated, navigator.hardwareConcurrency),
      adapter: info?.description || [info?.vendor, info?.architecture].join(' '),
      software: info?.isFallbackAdapter ?? true,
    };
  },
};

globalThis.scorePage = page;
