import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { weightFile } from '../../src/engine/checkpoint/checkpointFiles';
import { buildProgram } from '../support/buildProgram';
import type { NodeConversion } from './nodeProgram';

export interface NodeRound extends NodeConversion {
  copyS: number;
}

/** Conversions in Node, each in a process and a folder of its own, and after each a copy of the file of weights. */
export async function measureNode(root: string, checkpoint: string, rounds: number): Promise<NodeRound[]> {
  const program = await buildProgram(root, 'convert/nodeProgram.ts');
  const done: NodeRound[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const folder = await mkdtemp(join(root, '.assay', 'bench', 'conversion-'));
    try {
      const { stdout } = await promisify(execFile)(process.execPath, [program, checkpoint, join(folder, 'graph')]);
      const copyS = await copySeconds(join(checkpoint, weightFile), join(folder, 'copy'));
      done.push({ ...(JSON.parse(stdout) as NodeConversion), copyS });
    } finally {
      await rm(folder, { recursive: true });
    }
  }
  return done;
}

/** Until the copy is durable, as a conversion is when it ends. */
async function copySeconds(from: string, to: string): Promise<number> {
  const startedAt = performance.now();
  await copyFile(from, to);
  const copy = await open(to, 'r+');
  await copy.sync();
  await copy.close();
  return (performance.now() - startedAt) / 1000;
}
