import { planModel } from './architectures/architectures';
import type { ModelPlan } from './architectures/Architecture';
import { configFile } from './architectures/configFields';
import type { CheckpointSource } from './checkpoint/CheckpointSource';
import { digestFiles } from './checkpoint/digestFiles';
import { checkTensors, openWeights, type Weights } from './checkpoint/openWeights';
import { readJsonObject } from './checkpoint/readJson';
import { requireFile } from './checkpoint/requireFile';
import type { LoadedCheckpoint, LoadProgress } from './contract';
import { checkModel } from './session/checkModel';
import { EmbeddingTables } from './session/EmbeddingTables';
import { buildGraph, RewardModel } from './session/RewardModel';
import type { Runtime } from './session/Runtime';
import { BatchPace } from './scoring/BatchPace';
import type { ScoringParts } from './scoring/ScoringRun';
import { openTexts } from './text/openTexts';

/** A checkpoint ready to score, and what the studio is told of it. */
export interface LoadedModel {
  checkpoint: LoadedCheckpoint;
  parts: ScoringParts;
}

/**
 * Reads, checks and starts a checkpoint. Every rule about its files is checked before the session is made.
 * @throws CheckpointError that names the file at fault
 */
export async function loadModel(
  source: CheckpointSource,
  runtime: Runtime,
  onProgress: (progress: LoadProgress) => void,
): Promise<LoadedModel> {
  const { architecture, plan } = planModel(readJsonObject(configFile, await requireFile(source, configFile)));
  const texts = await openTexts(source, plan.vocabulary);
  const weights = await openWeights(source);
  checkTensors(weights, plan.tensors);
  const digest = await digestFiles(source, [configFile, ...texts.files, ...weights.files]);
  const maxTokens = Math.min(plan.maxTokens, texts.maxTokens ?? plan.maxTokens);
  const model = await startModel(plan, weights, runtime, maxTokens, onProgress);
  const { backend, device, limits } = runtime;
  return {
    checkpoint: { digest, name: source.name, architecture, backend, device, maxTokens, width: plan.width },
    parts: { model, preparer: texts.preparer, limits, pace: new BatchPace(limits.tokens), maxTokens },
  };
}

async function startModel(
  plan: ModelPlan,
  weights: Weights,
  runtime: Runtime,
  maxTokens: number,
  onProgress: (progress: LoadProgress) => void,
): Promise<RewardModel> {
  onProgress({ stage: 'build', doneBytes: 0, totalBytes: null });
  const tables = await EmbeddingTables.read(plan, weights);
  const graph = await buildGraph('reward', plan, weights, runtime);
  onProgress({ stage: 'session', doneBytes: 0, totalBytes: graph.weights.length });
  const model = await RewardModel.create(runtime, graph, tables);
  await checkModel(model, runtime, graph, tables, maxTokens);
  onProgress({ stage: 'session', doneBytes: graph.weights.length, totalBytes: graph.weights.length });
  return model;
}
