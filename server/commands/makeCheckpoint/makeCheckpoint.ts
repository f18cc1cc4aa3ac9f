import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { planModel } from '../../../src/engine/architectures/architectures';
import { configFile } from '../../../src/engine/architectures/configFields';
import { TextTokenizer, tokenizerConfigFile, tokenizerFile } from '../../../src/engine/text/TextTokenizer';
import { readJsonObject } from '../../../src/engine/checkpoint/readJson';
import { CommandError } from '../CommandError';
import type { WeightType } from './NormalNumbers';
import { shapes, type ShapeName } from './shapes';
import { readTokenizerFiles, type TokenizerFiles } from './tokenizerFiles';
import { writeWeights } from './writeWeights';

export interface MadeCheckpointOrder {
  shape: ShapeName;
  out: string;
  /** Null takes the shape's own. */
  layers: number | null;
  vocabulary: number | null;
  shards: number;
  type: WeightType;
  seed: number;
  tokenizerFolder: string;
}

const torchTypes: Record<WeightType, string> = { bf16: 'bfloat16', f16: 'float16', f32: 'float32' };

/**
 * Writes a checkpoint of an official shape with random weights: for benches and tests, it judges nothing. The folder appears
 * when it is whole.
 * @returns bytes of all weights
 * @throws CommandError where the folder is there already, or where the vocabulary is too small for the tokenizer
 */
export async function makeCheckpoint(
  order: MadeCheckpointOrder,
  onProgress: (doneBytes: number, totalBytes: number) => void,
): Promise<number> {
  const { out, shards, type, seed } = order;
  if (existsSync(out)) throw new CommandError(`${out} is there already. Name a folder that is not.`);
  const tokenizer = await readTokenizerFiles(order.tokenizerFolder);
  const config = configOf(order, tokenizer);
  const { plan } = planModel(config);
  checkVocabulary(tokenizer, plan.vocabulary);
  const making = `${out}.making`;
  await rm(making, { recursive: true, force: true });
  try {
    await mkdir(making, { recursive: true });
    await writeFile(join(making, configFile), `${JSON.stringify(config, null, 2)}\n`);
    for (const [name, bytes] of tokenizer.files) await writeFile(join(making, name), bytes);
    const bytes = await writeWeights(making, plan.tensors, { shards, type, seed, onProgress });
    await rename(making, out);
    return bytes;
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    throw error;
  }
}

function configOf({ shape, layers, vocabulary, type }: MadeCheckpointOrder, { ids }: TokenizerFiles) {
  const { config } = shapes[shape];
  return {
    ...config,
    num_hidden_layers: layers ?? config.num_hidden_layers,
    vocab_size: vocabulary ?? config.vocab_size,
    ...ids,
    id2label: { 0: 'LABEL_0' },
    label2id: { LABEL_0: 0 },
    torch_dtype: torchTypes[type],
  };
}

function checkVocabulary({ files }: TokenizerFiles, vocabulary: number): void {
  const json = (name: string) => readJsonObject(name, files.get(name) ?? new Uint8Array());
  new TextTokenizer(json(tokenizerFile), json(tokenizerConfigFile), vocabulary);
}
