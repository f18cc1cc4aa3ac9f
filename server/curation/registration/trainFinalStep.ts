import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import type { ModelMaker } from '../models/ModelMaker';
import { PipelineError } from '../pipeline/PipelineError';
import type { ShardColumns } from '../pipeline/shardFile';
import type { Step, StepWork } from '../pipeline/Step';
import { dataSetFile } from '../stages/exportStep';
import { textOf } from '../stages/pairRows';

const columns = { id: 'text', checkpoint: 'text', run: 'text' } as const satisfies ShardColumns;

/** Trains on the data set as it was exported, gold and silver (arXiv 2507.01352, the final model); what is held out chooses the checkpoint. */
export function trainFinalStep(label: string, inputs: { data: string; heldOut: string }, models: ModelMaker): Step {
  return {
    label,
    stage: label,
    version: 1,
    settings: { models: models.settings },
    inputs: [inputs.data, inputs.heldOut],
    run: async (work) => {
      const files = { train: work.out.fileOf('.train.jsonl'), gold: work.out.fileOf('.gold.jsonl') };
      const counts = await writeFiles(work, inputs, files);
      if (counts.learned === 0 || counts.chooses === 0)
        throw new PipelineError(
          `The data set has ${counts.learned} pairs to train on and ${counts.chooses} to choose the model by: at least one of each is needed. Curate more pairs.`,
        );
      const run = `${label}-${work.out.key.slice(0, 16)}`;
      const request = { purpose: 'best', run, ...files, folder: work.out.fileOf('.run') } as const;
      const { id, checkpoint } = await models.make(request, work.signal);
      await work.out.write(0, columns, [{ id, checkpoint, run }]);
      return counts;
    },
  };
}

/** The rows of the data set as they stand, divided. A row that has a held-out prompt and chooses nothing is in neither file. */
async function writeFiles(
  work: StepWork,
  inputs: { data: string; heldOut: string },
  paths: { train: string; gold: string },
): Promise<{ learned: number; chooses: number }> {
  const rows = await work.sql.all(`select pair, chooses from ${work.input(inputs.heldOut).table}`);
  const held = new Map(rows.map((row) => [textOf(row, 'pair'), row['chooses'] === true]));
  const [train, gold] = [createWriteStream(paths.train), createWriteStream(paths.gold)];
  const counts = { learned: 0, chooses: 0 };
  const lines = createInterface({ input: createReadStream(work.input(inputs.data).file(dataSetFile)) });
  for await (const line of lines) {
    work.signal.throwIfAborted();
    const chooses = held.get((JSON.parse(line) as { pair_id: string }).pair_id);
    if (chooses === undefined) counts.learned++;
    else if (chooses) counts.chooses++;
    else continue;
    await put(chooses === undefined ? train : gold, line);
  }
  for (const file of [train, gold]) {
    file.end();
    await finished(file);
  }
  return counts;
}

async function put(file: WriteStream, line: string): Promise<void> {
  if (!file.write(`${line}\n`)) await once(file, 'drain');
}
