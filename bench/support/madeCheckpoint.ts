import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeCheckpoint } from '../../server/commands/makeCheckpoint/makeCheckpoint';

export interface MadeSize {
  /** Null takes the shape's own: 28. */
  layers: number | null;
  /** Rows of the embedding table; null takes the shape's own: 151,936. */
  vocabulary: number | null;
}

/**
 * A checkpoint with random weights in the shape of Qwen3-0.6B (bf16, one file), as `assay make-checkpoint` writes it with the
 * project's small Qwen tokenizer. Made once for each size.
 * @returns its folder
 */
export async function madeCheckpoint(root: string, { layers, vocabulary }: MadeSize): Promise<string> {
  const parts = ['qwen3-0.6b', layers && `${String(layers)}-layers`, vocabulary && `${String(vocabulary)}-rows`];
  const out = join(root, '.assay', 'bench', 'checkpoints', parts.filter(Boolean).join('-'));
  if (existsSync(out)) return out;
  await mkdir(join(root, '.assay', 'bench', 'checkpoints'), { recursive: true });
  console.log(`  making ${out}`);
  const tokenizerFolder = join(root, 'test', 'files', 'tokenizers', 'qwen');
  const order = {
    shape: 'qwen3-0.6b',
    out,
    layers,
    vocabulary,
    shards: 1,
    type: 'bf16',
    seed: 0,
    tokenizerFolder,
  } as const;
  await makeCheckpoint(order, () => undefined);
  return out;
}
