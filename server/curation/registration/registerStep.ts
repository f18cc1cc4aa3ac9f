import { readFile } from 'node:fs/promises';
import type { ShardColumns } from '../pipeline/shardFile';
import type { Step, StepWork } from '../pipeline/Step';
import type { ModelRegistry } from './ModelRegistry';
import { cardFile, placeCard, trainedBy } from './trainedRun';

const columns = {
  model: 'text',
  version: 'count',
  digest: 'text',
  tags: 'text',
  server: 'text',
  run: 'text',
} as const satisfies ShardColumns;

/** Sends the final model with its card to a registry. Killed at any moment, the next run finds the version that is there. */
export function registerStep(
  label: string,
  { final, evaluate }: { final: string; evaluate: string },
  registry: ModelRegistry,
): Step {
  const { server, model, tags } = registry.settings;
  return {
    label,
    stage: label,
    version: 1,
    settings: { server, model, tags: [...tags] },
    inputs: [final, evaluate],
    run: async (work) => {
      const { run, checkpoint } = await trainedBy(work, final);
      // The very card that was written at the evaluation: another one would be another version.
      await placeCard(checkpoint, await readFile(work.input(evaluate).file(cardFile), 'utf8'));
      const registered = await registry.register({ folder: checkpoint, run }, inMegabytes(work.report), work.signal);
      const { version, digest } = registered;
      await work.out.write(0, columns, [{ model, version, digest, tags: registered.tags.join(' '), server, run }]);
      return { version };
    },
  };
}

/** Tells of bytes in whole megabytes, each once. */
function inMegabytes(report: StepWork['report']): (doneBytes: number, totalBytes: number) => void {
  const megabytes = (bytes: number) => Math.ceil(bytes / 1e6);
  let told = -1;
  return (doneBytes, totalBytes) => {
    const done = megabytes(doneBytes);
    if (done !== told) report(done, megabytes(totalBytes));
    told = done;
  };
}
