import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TrainingEngine, TrainingJob } from '../../../../server/training/TrainingEngine';

export const tinyCheckpoint = fileURLToPath(new URL('../../../files/decoders/qwen3-1to1-odd', import.meta.url));

interface Copied {
  /** What the run fails with; null: it is done. */
  error?: string | null;
  checkpoint?: string;
  /** The card that it writes. */
  card?: string;
  /** manifest.json of the run. */
  manifest?: object;
}

/** An engine whose training is a copy of a checkpoint. */
export class CopyEngine implements TrainingEngine {
  readonly name = 'copy';
  readonly jobs: TrainingJob[] = [];

  constructor(private readonly copied: Copied = {}) {}

  async submit(job: TrainingJob): Promise<string> {
    this.jobs.push(job);
    const { error = null, checkpoint = tinyCheckpoint, card, manifest } = this.copied;
    if (error !== null) {
      await writeFile(join(job.folder, 'FAILED.json'), JSON.stringify({ error }));
      return 'handle';
    }
    await cp(checkpoint, join(job.folder, 'model'), { recursive: true });
    if (card !== undefined) await writeFile(join(job.folder, 'model', 'README.md'), card);
    if (manifest !== undefined) await writeFile(join(job.folder, 'manifest.json'), JSON.stringify(manifest));
    await writeFile(join(job.folder, 'DONE'), '');
    return 'handle';
  }

  state = () => Promise.resolve({ phase: 'ended' as const, note: null });
  log = () => Promise.resolve('');
  stop = () => Promise.resolve();
}
