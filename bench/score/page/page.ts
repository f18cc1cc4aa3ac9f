/** The page of `npm run bench score`: both sides in workers of one page, driven from outside. */
import { wrap, type Remote } from 'comlink';
import type { ScoreRequest } from '../../../src/engine/contract';
import { EngineClient } from '../../../src/engine/EngineClient';
import { wasmThreads } from '../../../src/engine/session/wasmRuntime';
import jspiUrl from '../../../workers/engine-webgpu-jspi?worker&url';
import wasmUrl from '../../../workers/engine-wasm?worker&url';
import { scoreWith } from '../decoder/scoreWith';
import type { ScoredRound, ScorePage, SideName, SideSettings } from '../Side';
import productsUrl from './productsWorker?worker&url';
import type { Peer } from './peerWorker';
import peerUrl from './peerWorker?worker&url';

interface Side {
  score(requests: ScoreRequest[]): Promise<Pick<ScoredRound, 'rewards' | 'ranTokens'>>;
  stop(): Promise<void>;
}

const sides = new Map<SideName, Side>();

function workerUrl({ backend, wholeNumbers }: SideSettings): string {
  if (backend === 'webgpu') return jspiUrl;
  return wholeNumbers === null ? wasmUrl : `${productsUrl}#${wholeNumbers ? 'whole' : 'exact'}`;
}

async function startAssay(settings: SideSettings): Promise<Side> {
  const url = workerUrl(settings);
  const kinds = [settings.backend === 'wasm' ? 'wasm' : 'jspi'] as const;
  const client = new EngineClient(() => new Worker(url, { type: 'module' }), { kinds, silenceMs: 300_000 });
  await client.load({ kind: 'url', base: new URL(settings.checkpoint, location.href).href }, () => undefined);
  return { score: (requests) => scoreWith(client, requests), stop: () => client.release() };
}

async function startPeer(settings: SideSettings): Promise<Side> {
  const worker = new Worker(peerUrl, { type: 'module' });
  const peer: Remote<Peer> = wrap<Peer>(worker);
  await peer.load(settings);
  return {
    score: async (requests) => ({ rewards: await peer.score(requests.map(textOf), settings.batch), ranTokens: null }),
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
    const scored = await sides.get(side)?.score(requests);
    if (!scored) throw new Error(`${side} is not started.`);
    return { ...scored, ms: performance.now() - startedAt };
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
