import type { InferenceSession } from 'onnxruntime-web';
import { openSession, type ReadyGraph } from './openSession';
import type { Runtime } from './Runtime';
import type { ScoringModel } from './ScoringModel';
import { startModel } from './startModel';
import type { TokenEmbeddings } from './TokenEmbeddings';

/** Some drivers compute wrong numbers without any error; rounding moves a reward far less than this. */
const tolerance = { f32: 2e-3, f16: 5e-2 };

/** On both sides of 32 tokens, where attention changes its kernels, and of unequal lengths. */
const probeLengths = [9, 40];

/** A decoder is compared by its first layers: all of them would need the memory of a second model. */
const comparedLayers = 2;

/** The runtime's numbers are wrong on this device: another backend must be used. */
export class WrongResultsError extends Error {
  override readonly name = 'WrongResultsError';
}

/**
 * Compares the device with a slower session that is known to be right, on a few made-up texts, before the whole model is
 * made: encoders by all of their layers, decoders by the first.
 * @throws WrongResultsError
 */
export async function checkModel(runtime: Runtime, graph: ReadyGraph, embeddings: TokenEmbeddings): Promise<void> {
  const { referenceOptions } = runtime;
  if (referenceOptions === null) return;
  const right = await probed(
    { ...runtime, sessionOptions: referenceOptions, graph: referenceGraph(runtime) },
    graph,
    embeddings,
  );
  const got = await probed(runtime, graph, embeddings);
  const worst = Math.max(...right.map((reward, index) => Math.abs(reward - (got[index] ?? NaN))));
  const allowed = graph.plan.kind === 'decoder' ? tolerance[runtime.graph.activations] : tolerance.f32;
  if (worst <= allowed * Math.max(1, ...right.map(Math.abs))) return;
  throw new WrongResultsError(
    `The device "${runtime.device}" gives rewards that are off by ${worst.toPrecision(2)}; they must agree with the processor's to ${allowed}.`,
  );
}

/** The processor computes in 32-bit floats. */
function referenceGraph({ graph }: Runtime): Runtime['graph'] {
  return { ...graph, activations: 'f32', wholeNumbers: false };
}

async function probed(runtime: Runtime, graph: ReadyGraph, embeddings: TokenEmbeddings): Promise<number[]> {
  const layers = graph.plan.cache ? Math.min(comparedLayers, graph.plan.cache.layers) : null;
  const onHost = {
    ...runtime,
    keepsOnDevice: runtime.keepsOnDevice && runtime.sessionOptions !== runtime.referenceOptions,
  };
  const session: InferenceSession = await openSession(onHost, graph, { layers });
  const model = startModel(onHost, session, graph.plan, embeddings);
  try {
    return await rewardsOf(model, graph.plan.maxTokens, embeddings.vocabulary);
  } finally {
    await model.release();
  }
}

/** Of whole texts, and of responses under a kept prompt where the model can keep one. */
async function rewardsOf(model: ScoringModel, maxTokens: number, vocabulary: number): Promise<number[]> {
  const texts = probeLengths.map((length) => probeText(Math.min(length, maxTokens), vocabulary));
  const { rewards } = await model.run(texts);
  if (model.costs === null) return [...rewards];
  const prompt = await model.keep(probeText(Math.min(33, maxTokens), vocabulary));
  try {
    const shared = await model.runUnder(prompt, texts);
    return [...rewards, ...shared.rewards];
  } finally {
    prompt.release();
  }
}

function probeText(length: number, vocabulary: number): Int32Array {
  return Int32Array.from({ length }, (_, position) => (position * 7919 + 13) % vocabulary);
}
