import type { ShardJob } from '../jobs/ShardJob';
import type { EmbeddingMachine } from './EmbeddingMachine';

/** Where vectors come from, known by its id: a machine that is asked for texts, or a job over whole shards. */
export type EmbeddingSource = { id: string } & (
  { job?: null; open: () => Promise<EmbeddingMachine> } | { job: ShardJob }
);
