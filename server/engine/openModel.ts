import { createHash } from 'node:crypto';
import { availableParallelism, cpus } from 'node:os';
import { pathToFileURL } from 'node:url';
import { planModel } from '../../src/engine/architectures/architectures';
import { configFile } from '../../src/engine/architectures/configFields';
import type { CheckpointSource } from '../../src/engine/checkpoint/CheckpointSource';
import { readJsonObject } from '../../src/engine/checkpoint/readJson';
import { requireFile } from '../../src/engine/checkpoint/requireFile';
import type { CheckpointLocation, LoadedCheckpoint, LoadProgress, Precision } from '../../src/engine/contract';
import { Engine } from '../../src/engine/Engine';
import { FolderSource } from '../../src/engine/checkpoint/stored/FolderSource';
import { findCheckpoints, inMemory, type FindCheckpoint } from '../../src/engine/EngineStorage';
import { graphsFolder } from '../../src/engine/graphs/GraphManifest';
import { nodeRuntime } from '../../src/engine/session/nodeRuntime';
import { CommandError } from '../commands/CommandError';
import { NodeFolder } from '../NodeFolder';
import type { ModelChoice } from './ModelChoice';
import { onnxNode } from './onnxNode';

export interface ModelOptions {
  /** Null takes the architecture's usual one. */
  precision: Precision | null;
  /** The text of a chat template for a checkpoint without one; null where its own counts. */
  template: string | null;
  /** Null takes all cores. */
  threads: number | null;
  dataFolder: string;
}

/** A checkpoint in the engine, ready to score. */
export interface OpenModel {
  engine: Engine;
  checkpoint: LoadedCheckpoint;
  /** sha256 of the template that was given; null where none was. */
  template: string | null;
}

/**
 * Loads a checkpoint on this machine's processor. Its graph is converted first where the data folder has none.
 * @param started told of the engine as soon as there is one, so that a conversion can be ended
 * @throws CommandError where the checkpoint has no graph of the precision; CheckpointError, FileError
 */
export async function openModel(
  choice: ModelChoice,
  options: ModelOptions,
  onProgress: (progress: LoadProgress) => void,
  started: (engine: Engine) => void,
): Promise<OpenModel> {
  const threads = options.threads ?? availableParallelism();
  const openRuntime = async () => nodeRuntime(await onnxNode(), deviceName(threads), threads);
  const { template, precision, dataFolder } = options;
  const find = finderOf(choice, dataFolder);
  const engine = new Engine(openRuntime, async (location, progress) => {
    const found = await find(location, progress);
    if (precision !== null) await checkPrecision(found.source, precision);
    return found;
  });
  started(engine);
  const checkpoint = await engine.load(locationOf(choice, options), onProgress);
  return { engine, checkpoint, template: template && createHash('sha256').update(template).digest('hex') };
}

function finderOf(choice: ModelChoice, dataFolder: string): FindCheckpoint {
  const openRoot = () => NodeFolder.open(dataFolder);
  if (choice.kind === 'stored') return findCheckpoints(openRoot);
  const kept: Awaited<ReturnType<FindCheckpoint>>['graphFolder'] = async (digest, precision) =>
    (await graphsFolder(await openRoot(), digest)).folder(precision);
  return async () => {
    const folder = await NodeFolder.open(choice.path);
    return {
      source: new FolderSource(folder.name, folder),
      digest: null,
      graphFolder: choice.keepGraph ? kept : inMemory,
    };
  };
}

/** The engine takes the usual precision where a model has not the one that was asked for; a person is told instead. */
async function checkPrecision(source: CheckpointSource, precision: Precision): Promise<void> {
  const { architecture, plan } = planModel(readJsonObject(configFile, await requireFile(source, configFile)));
  if (plan.precisions.includes(precision)) return;
  throw new CommandError(
    `${source.name} (${architecture}) has no graph of precision ${precision}, only ${plan.precisions.join(', ')}.`,
  );
}

function locationOf(choice: ModelChoice, { precision, template }: ModelOptions): CheckpointLocation {
  const digest = choice.kind === 'stored' ? choice.digest : '';
  // Only a stored location carries a precision and a template; the finder of a folder needs neither digest nor address.
  if (choice.kind === 'stored' || precision !== null || template !== null)
    return { kind: 'stored', digest, precision: precision ?? 'q4', template };
  return { kind: 'url', base: pathToFileURL(choice.path).href };
}

function deviceName(threads: number): string {
  const model = cpus()[0]?.model.trim() ?? 'processor';
  return `${model}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
}
