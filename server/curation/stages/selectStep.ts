import { chooseCheckpoint, type CheckpointAccuracy } from '../../../src/curation/stageOne/chooseCheckpoint';
import type { ShardColumns } from '../pipeline/shardFile';
import type { Step } from '../pipeline/Step';
import { textOf } from './pairRows';

const columns = { id: 'text', checkpoint: 'text', iteration: 'count' } as const satisfies ShardColumns;

/** The best of all iterations' models by accuracy on the gold of its time; of equal ones the earlier, the last where there is no gold. */
export function selectStep(label: string, iterations: readonly { train: string; evaluate: string }[]): Step {
  return {
    label,
    stage: 'select',
    version: 1,
    settings: {},
    inputs: iterations.flatMap(({ train, evaluate }) => [train, evaluate]),
    run: async (work) => {
      const measured: CheckpointAccuracy[] = [];
      for (const [at, { evaluate }] of iterations.entries()) {
        const [row] = await work.sql.all(`select * from ${work.input(evaluate).table}`);
        measured.push({
          name: String(at),
          step: at,
          correct: Number(row?.['right'] ?? 0),
          pairs: Number(row?.['gold'] ?? 0),
        });
      }
      const best = chooseCheckpoint(measured)?.step ?? iterations.length - 1;
      const [model] = await work.sql.all(`select * from ${work.input(iterations[best]?.train ?? '').table}`);
      const checkpoint = (model?.['checkpoint'] ?? null) === null ? null : textOf(model ?? {}, 'checkpoint');
      await work.out.write(0, columns, [{ id: textOf(model ?? {}, 'id'), checkpoint, iteration: best + 1 }]);
      return { iteration: best + 1 };
    },
  };
}
