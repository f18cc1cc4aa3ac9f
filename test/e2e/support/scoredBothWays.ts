import { join } from 'node:path';
import type { ModelMaker } from '../../../server/curation/models/ModelMaker';
import { Pipeline } from '../../../server/curation/pipeline/Pipeline';
import { ShardSql, type SqlRow } from '../../../server/curation/pipeline/ShardSql';
import type { ShardColumns, ShardRow } from '../../../server/curation/pipeline/shardFile';
import type { Step } from '../../../server/curation/pipeline/Step';
import { cleanColumns } from '../../../server/curation/stages/cleanStep';
import { PairSource } from '../../../server/curation/stages/PairSource';
import { scoreStep } from '../../../server/curation/stages/scoreStep';
import { silentView } from '../../server/curation/support/testSetup';

/**
 * The pairs of a clean stage, scored by one checkpoint through the step that jobs answer and the step that the built-in engine answers.
 * @param clean the stage as a table of SQL
 * @returns rows of `pair`, `job_first`, `job_second`, `engine_first`, `engine_second`
 */
export async function scoredBothWays(
  folder: string,
  clean: string,
  checkpoint: string,
  models: { job: ModelMaker; engine: ModelMaker },
): Promise<SqlRow[]> {
  const pairs = (await rowsOf(folder, `select * from ${clean}`)) as ShardRow[];
  const source = new PairSource('clean', 'clean', 'true', true);
  const steps = [
    stepOf('clean', cleanColumns, pairs),
    stepOf('train', { id: 'text', checkpoint: 'text' }, [{ id: 'trained', checkpoint }]),
    scoreStep('score-job', source, 'train', models.job, 'best'),
    scoreStep('score-engine', source, 'train', models.engine, 'gold'),
  ];
  const options = { view: silentView, signal: new AbortController().signal, redo: false };
  const outcome = await new Pipeline(join(folder, 'both'), steps, 16).run(options);
  if (outcome.state !== 'done') throw outcome.reason;
  const [job, engine] = ['score-job', 'score-engine'].map((label) => outcome.outputs.get(label)?.table ?? '');
  return rowsOf(
    folder,
    `select j.pair, j.first_reward as job_first, j.second_reward as job_second, e.first_reward as engine_first, e.second_reward as engine_second
      from ${job} j join ${engine} e on e.pair = j.pair order by j.pair`,
  );
}

function stepOf(label: string, columns: ShardColumns, rows: readonly ShardRow[]): Step {
  const own = { label, stage: label, version: 1, settings: {}, inputs: [] };
  return { ...own, run: async ({ out }) => ({ rows: await out.writeAll(columns, rows) }) };
}

/** The rows of a query. */
export async function rowsOf(folder: string, query: string): Promise<SqlRow[]> {
  const sql = await ShardSql.open(join(folder, 'scratch'));
  try {
    return await sql.all(query);
  } finally {
    sql.close();
  }
}
