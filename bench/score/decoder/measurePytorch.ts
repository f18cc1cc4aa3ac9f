import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ItemTokens } from './tokensOf';

export interface PytorchRound {
  seconds: number;
  rewards: number[];
  threads: number;
}

/**
 * transformers in PyTorch on all cores, in 32-bit floats, over the same tokens: the texts of a prompt in one batch, padded on the
 * right. The median round after a warm-up.
 */
export async function measurePytorch(
  root: string,
  checkpoint: string,
  { groups }: ItemTokens,
  rounds: number,
): Promise<PytorchRound> {
  const python = join(root, 'trainer', '.venv', 'bin', 'python');
  if (!existsSync(python))
    throw new Error('PyTorch needs the trainer\'s environment: run "npm test" once, which makes it.');
  const folder = await mkdtemp(join(tmpdir(), 'assay-pytorch-'));
  const [requests, out] = [join(folder, 'requests.json'), join(folder, 'out.json')];
  try {
    const batches = groups.map(({ texts }) => texts.map(({ ids }) => [...ids]));
    await writeFile(requests, JSON.stringify({ warmup: 1, rounds, batches }));
    await promisify(execFile)(python, ['-m', 'trainer.decoders.peer', checkpoint, requests, out], { cwd: root });
    return JSON.parse(await readFile(out, 'utf8')) as PytorchRound;
  } finally {
    await rm(folder, { recursive: true });
  }
}
