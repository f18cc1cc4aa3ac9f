import type { EmbeddingTables } from './EmbeddingTables';
import { RewardModel } from './RewardModel';
import type { BuiltGraph } from '../onnx/GraphBuilder';
import type { Runtime } from './Runtime';

/** Some drivers compute wrong numbers without any error; rounding moves a reward far less than this. */
const tolerance = 2e-3;

/** On both sides of 32 tokens, where attention changes its kernels, and of unequal lengths. */
const probeLengths = [9, 40];

/** The runtime's numbers are wrong on this device: another backend must be used. */
export class WrongResultsError extends Error {
  override readonly name = 'WrongResultsError';
}

/**
 * Compares the model with a slower session that is known to be right, on a few made-up texts.
 * @param maxTokens the longest text that the model takes
 * @throws WrongResultsError
 */
export async function checkModel(
  model: RewardModel,
  runtime: Runtime,
  graph: BuiltGraph,
  tables: EmbeddingTables,
  maxTokens: number,
): Promise<void> {
  if (runtime.referenceOptions === null) return;
  const texts = probeLengths.map((length) => probeText(Math.min(length, maxTokens), tables.vocabulary));
  const reference = await RewardModel.create(runtime, graph, tables, runtime.referenceOptions);
  const right = await reference.run(texts).finally(() => reference.release());
  const got = await model.run(texts);
  const worst = Math.max(...Array.from(right.rewards, (reward, row) => Math.abs(reward - (got.rewards[row] ?? NaN))));
  if (worst <= tolerance * Math.max(1, ...right.rewards.map(Math.abs))) return;
  throw new WrongResultsError(
    `The device "${runtime.device}" gives rewards that are off by ${worst.toPrecision(2)}; they must agree with the processor's to ${tolerance}.`,
  );
}

function probeText(length: number, vocabulary: number): Int32Array {
  return Int32Array.from({ length }, (_, position) => (position * 7919 + 13) % vocabulary);
}
