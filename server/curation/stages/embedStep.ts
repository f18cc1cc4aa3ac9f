import { retrievalText } from '../../../src/curation/attributes/retrievalText';
import type { Attributes } from '../../../src/verdicts/VerdictEvent';
import type { Message } from '../../../src/pairs/Message';
import { mapShardsByJob } from '../jobs/mapShardsByJob';
import type { ShardJob } from '../jobs/ShardJob';
import { listIn } from '../machines/answerFields';
import type { EmbeddingMachine } from '../machines/EmbeddingMachine';
import type { EmbeddingSource } from '../machines/EmbeddingSource';
import { unitVector } from '../machines/embeddings/unitVector';
import type { ShardColumns, ShardRow } from '../pipeline/shardFile';
import type { SqlRow } from '../pipeline/ShardSql';
import { PipelineError } from '../pipeline/PipelineError';
import { tableOf } from '../pipeline/StageOutput';
import type { Step, StepWork } from '../pipeline/Step';
import type { PairSource } from './PairSource';
import { mapShards } from './mapShards';
import { jsonOf, textOf } from './pairRows';

/** `vector`: 32-bit floats, little end first, of length 1. */
const columns = { row: 'count', pair: 'text', vector: 'blob' } as const satisfies ShardColumns;

/** One vector for each pair: of its prompt and attributes, not of its responses (arXiv 2507.01352, retrieval). */
export function embedStep(label: string, source: PairSource, attribute: string, machine: EmbeddingSource): Step {
  return {
    label,
    stage: 'embed',
    version: 1,
    settings: { machine: machine.id, where: source.where },
    inputs: [...source.inputs, attribute],
    run: async (work) => {
      const select = source.select(
        work,
        'c.row as row, c.pair as pair, c.prompt as prompt, a.attributes as attributes',
        [{ as: 'a', step: attribute }],
      );
      if (machine.job) await embedByJob(work, label, source, select, machine);
      else await embedByMachine(work, source, select, await machine.open());
      return { width: await widthOf(work) };
    },
  };
}

type Select = ReturnType<PairSource['select']>;

async function embedByMachine(
  work: StepWork,
  source: PairSource,
  select: Select,
  embedding: EmbeddingMachine,
): Promise<void> {
  try {
    await mapShards(work, work.input(source.pairs), columns, select, async (rows) => {
      if (rows.length === 0) return [];
      const vectors = await embedding.embed(rows.map(textFor), work.signal);
      return rows.map((row, at) => vectorRow(row, vectors[at] ?? new Float32Array()));
    });
  } finally {
    await embedding.close();
  }
}

async function embedByJob(
  work: StepWork,
  label: string,
  source: PairSource,
  select: Select,
  { id, job }: { id: string; job: ShardJob },
): Promise<void> {
  let width: number | null = null;
  await mapShardsByJob(work, label, job, work.input(source.pairs), select, {
    columns,
    question: (row) => ({ text: textFor(row) }),
    shardRow: (row, answer) => {
      const vector = Float32Array.from(listIn(id, 'embedding', answer?.['embedding']), Number);
      return vectorRow(row, unitVector(id, vector, (width ??= vector.length)));
    },
  });
}

function vectorRow(row: SqlRow, vector: Float32Array): ShardRow {
  const bytes = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
  return { row: Number(row['row']), pair: textOf(row, 'pair'), vector: bytes };
}

function textFor(row: SqlRow): string {
  return retrievalText(jsonOf<Message[]>(row, 'prompt') ?? [], jsonOf<Attributes>(row, 'attributes') as Attributes);
}

/** The one width of all vectors. @throws PipelineError where a run that went on found another machine than it began with */
async function widthOf({ sql, out }: StepWork): Promise<number> {
  const table = tableOf([out.fileOf('shard-*.parquet')]);
  const widths = await sql.all(`select distinct octet_length(vector) // 4 as width from ${table} order by 1`);
  if (widths.length > 1)
    throw new PipelineError(
      `Vectors of ${widths.map((row) => String(row['width'])).join(' and ')} numbers stand in ${out.path}: the machine was changed on the way. ` +
        `Name the one that began, or another revision.`,
    );
  return Number(widths[0]?.['width'] ?? 0);
}
