import { existsSync } from 'node:fs';
import { cp, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FolderSource } from '../../../src/engine/checkpoint/stored/FolderSource';
import { weightFile } from '../../../src/engine/checkpoint/checkpointFiles';
import { openWeights } from '../../../src/engine/checkpoint/openWeights';
import { NodeFolder } from '../../../server/NodeFolder';

/** 24 in bf16: how much larger a few channels of trained decoders are than the rest. */
const outlier = 0x41c0;
const every = 128;

/**
 * The checkpoint with a few channels of every layer's norms made large, as training makes them: what rounding activations fears
 * most, and random weights have not. Made once. @returns its folder
 */
export async function outlierCheckpoint(checkpoint: string): Promise<string> {
  const out = `${checkpoint}-outliers`;
  if (existsSync(out)) return out;
  const making = `${out}.making`;
  await rm(making, { recursive: true, force: true });
  await cp(checkpoint, making, { recursive: true });
  const source = new FolderSource('outliers', await NodeFolder.open(making));
  const { tensors } = await openWeights(source);
  await source.close();
  const file = await open(join(making, weightFile), 'r+');
  const number = new Uint8Array(Uint16Array.of(outlier).buffer);
  for (const [name, { start, end }] of tensors) {
    if (!name.endsWith('layernorm.weight')) continue;
    for (let at = start + 2 * 13; at < end; at += 2 * every) await file.write(number, 0, 2, at);
  }
  await file.close();
  await rename(making, out);
  return out;
}
