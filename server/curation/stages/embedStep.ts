import { retrievalText } from '../../../src/curation/attributes/retrievalText';
import type { Attributes } from '../../../src/verdicts/VerdictEvent';
import type { Message } from '../../../src/pairs/Message';
import type { EmbeddingMachine } from '../machines/EmbeddingMachine';
import type { ShardColumns, ShardRow } from '../pipeline/shardFile';
import type { SqlRow } from '../pipeline/ShardSql';
import type { Step } from '../pipeline/Step';
import type { PairSource } from './PairSource';
import { mapShards } from './mapShards';
import { jsonOf, textOf } from './pairRows';

/** `vector`: 32-bit floats, little end first, of length 1. */
const columns = { row: 'count', pair: 'text', vector: 'blob' } as const satisfies ShardColumns;

/** One vector for each pair: of its prompt and attributes, not of its responses (arXiv 2507.01352, retrieval). */
export function embedStep(
  label: string,
  source: PairSource,
  attribute: string,
  machine: { id: string; width: number; open: () => Promise<EmbeddingMachine> },
): Step {
  return {
    label,
    stage: 'embed',
    version: 1,
    settings: { machine: machine.id, width: machine.width, where: source.where },
    inputs: [...source.inputs, attribute],
    run: async (work) => {
      const embedding = await machine.open();
      const select = source.select(
        work,
        'c.row as row, c.pair as pair, c.prompt as prompt, a.attributes as attributes',
        [{ as: 'a', step: attribute }],
      );
      await mapShards(work, work.input(source.pairs), columns, select, async (rows) => {
        const vectors = await embedding.embed(rows.map(textFor), work.signal);
        return rows.map((row, at): ShardRow => {
          const vector = vectors[at] ?? new Float32Array();
          const bytes = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
          return { row: Number(row['row']), pair: textOf(row, 'pair'), vector: bytes };
        });
      });
      return { width: embedding.width };
    },
  };
}

function textFor(row: SqlRow): string {
  return retrievalText(jsonOf<Message[]>(row, 'prompt') ?? [], jsonOf<Attributes>(row, 'attributes') as Attributes);
}
