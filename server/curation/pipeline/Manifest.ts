import type { Json } from '../../../src/pairs/Json';

/** What a finished stage says of itself. It is written last: a folder without it is work in progress. */
export interface Manifest {
  stage: string;
  /** Of the stage's code: a change of what it computes is a new version. */
  version: number;
  key: string;
  settings: Json;
  /** Digests of what went in, by the steps' labels. */
  inputs: Record<string, string>;
  shards: { name: string; bytes: number; sha256: string }[];
  /** sha256 (hex) over the shards' digests: what the key of the next stage is made of. */
  digest: string;
  /** What the stage counted: dropped, abstained, kept. */
  counts: Record<string, number>;
}
