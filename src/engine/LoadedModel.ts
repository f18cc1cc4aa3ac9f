import { planModel } from './architectures/architectures';
import type { ModelPlan } from './architectures/Architecture';
import { configFile } from './architectures/configFields';
import { CheckpointError } from './checkpoint/CheckpointError';
import type { CheckpointSource } from './checkpoint/CheckpointSource';
import { digestFiles } from './checkpoint/digestFiles';
import { checkTensors, openWeights, type Weights } from './checkpoint/openWeights';
import { readJsonObject } from './checkpoint/readJson';
import { requireFile } from './checkpoint/requireFile';
import type { LoadedCheckpoint, LoadProgress, Precision } from './contract';
import type { FileFolder } from './files/FileFolder';
import { embeddingsFile, weightsFile } from './graphs/GraphManifest';
import { openGraph } from './graphs/openGraph';
import { knownModel } from './knownModel';
import { checkModel } from './session/checkModel';
import { openSession, type ReadyGraph } from './session/openSession';
import type { Runtime } from './session/Runtime';
import { startModel } from './session/startModel';
import { TokenEmbeddings } from './session/TokenEmbeddings';
import { BatchPace } from './scoring/BatchPace';
import type { ScoringParts } from './scoring/ScoringRun';
import { openTexts } from './text/openTexts';

/** A checkpoint ready to score, and what the studio is told of it. */
export interface LoadedModel {
  checkpoint: LoadedCheckpoint;
  parts: ScoringParts;
  /** Gives back the session, the embeddings and the files. */
  release(): Promise<void>;
}

/** What is to be loaded, and where its graph is kept. */
export interface LoadOrder {
  source: CheckpointSource;
  /** The store's digest of the checkpoint; null where it is to be computed. */
  digest: string | null;
  /** Null takes the architecture's usual one. */
  precision: Precision | null;
  template: string | null;
  /** The folder of one graph, by digest and precision. */
  graphFolder(digest: string, precision: Precision): Promise<FileFolder>;
  runtime: Runtime;
  /** Starts `workers/text`; null prepares texts in this thread. */
  startTextWorker: (() => Worker) | null;
  onProgress(progress: LoadProgress): void;
  signal: AbortSignal;
}

/**
 * Reads, checks and starts a checkpoint; its graph is converted first where that has not happened. Every rule about its
 * files is checked before anything is built.
 * @throws CheckpointError that names the file at fault
 */
export async function loadModel(order: LoadOrder): Promise<LoadedModel> {
  const { source, runtime, onProgress } = order;
  const { architecture, plan } = planModel(readJsonObject(configFile, await requireFile(source, configFile)));
  const precision = precisionOf(plan, order.precision);
  const { textRule: rule, padId } = plan;
  const { template, startTextWorker: startWorker } = order;
  const texts = await openTexts(source, plan.vocabulary, { rule, padId, template, startWorker });
  const weights = weightsOnce(source, plan);
  const digest =
    order.digest ?? (await digestFiles(texts.source, [configFile, ...texts.files, ...(await weights()).files]));
  const folder = await order.graphFolder(digest, precision);
  const manifest = await openGraph(folder, {
    plan,
    precision,
    options: runtime.graph,
    weights,
    onProgress: (doneBytes, totalBytes) => onProgress({ stage: 'build', doneBytes, totalBytes }),
    signal: order.signal,
  });
  const started = await start({ folder, plan, manifest }, runtime, onProgress);
  const maxTokens = Math.min(plan.maxTokens, texts.maxTokens ?? plan.maxTokens);
  return {
    checkpoint: {
      digest,
      rewardsKey: plan.kind === 'encoder' ? digest : `${digest}:${precision}`,
      name: source.name,
      architecture,
      backend: runtime.backend,
      device: runtime.device,
      precision,
      maxTokens,
      width: plan.width,
      frozenDate: texts.frozenDate,
      notes: manifest.notes,
      known: knownModel(source.name),
    },
    parts: {
      model: started.model,
      texts: texts.texts,
      // A decoder's graph always knows where a text ends.
      limits: plan.kind === 'decoder' ? { ...runtime.limits, masking: 'mask' } : runtime.limits,
      pace: new BatchPace(runtime.limits.tokens, started.model.costs),
      maxTokens,
    },
    release: async () => {
      texts.texts.close();
      await started.release();
    },
  };
}

function precisionOf({ precisions }: ModelPlan, asked: Precision | null): Precision {
  const [usual = 'f32'] = precisions;
  return asked !== null && precisions.includes(asked) ? asked : usual;
}

/** Opens and checks the weights when they are first needed: a stored graph needs none. */
function weightsOnce(source: CheckpointSource, plan: ModelPlan): () => Promise<Weights> {
  let opened: Promise<Weights> | null = null;
  return () => {
    opened ??= openWeights(source).then((weights) => {
      checkTensors(weights, plan.tensors);
      return weights;
    });
    return opened;
  };
}

interface GraphFiles extends Omit<ReadyGraph, 'weights'> {
  folder: FileFolder;
}

async function start(
  { folder, plan, manifest }: GraphFiles,
  runtime: Runtime,
  onProgress: (progress: LoadProgress) => void,
): Promise<{ model: ScoringParts['model']; release(): Promise<void> }> {
  const rows = await folder.open(embeddingsFile);
  const weights = await folder.open(weightsFile);
  if (!rows || !weights)
    throw new CheckpointError(folder.name, 'the stored graph has lost a file; remove the model and add it again.');
  const embeddings = await TokenEmbeddings.open(rows, manifest.embeddings);
  const graph = { plan, manifest, weights };
  onProgress({ stage: 'check', doneBytes: 0, totalBytes: null });
  await checkModel(runtime, graph, embeddings);
  onProgress({ stage: 'session', doneBytes: 0, totalBytes: weights.size });
  const model = startModel(runtime, await openSession(runtime, graph), plan, embeddings);
  onProgress({ stage: 'session', doneBytes: weights.size, totalBytes: weights.size });
  await weights.close();
  return {
    model,
    release: async () => {
      await model.release();
      await embeddings.close();
    },
  };
}
