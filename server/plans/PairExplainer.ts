import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Board } from '../../src/curation/board/Board';
import type { PairExplanation } from '../../src/curation/board/PairExplanation';
import { Mutex } from '../../src/engine/Mutex';
import { ProblemError } from '../api/ProblemError';
import { explainPair } from '../curation/explainPair';
import { ShardSql } from '../curation/pipeline/ShardSql';
import { planOutputs } from './planOutputs';

const memory = '256MB';
const mostWaiting = 8;

/** Explains pairs of plans, one after the other, in bounded memory and time: shards may have millions of rows. DuckDB reads in threads of its own. */
export class PairExplainer {
  readonly #one = new Mutex();
  #waiting = 0;

  constructor(private readonly timeoutMs = 30_000) {}

  /** @throws ProblemError where too many wait, or the plan is too large to be looked through in time */
  async explain(folder: string, board: Board, pair: string): Promise<PairExplanation | null> {
    if (this.#waiting >= mostWaiting) throw busy('Too many pairs are being explained.');
    this.#waiting += 1;
    try {
      return await this.#one.run(() => this.#explain(folder, board, pair));
    } finally {
      this.#waiting -= 1;
    }
  }

  async #explain(folder: string, board: Board, pair: string): Promise<PairExplanation | null> {
    const scratch = await mkdtemp(join(tmpdir(), 'assay-explain-'));
    const sql = await ShardSql.open(scratch, memory, 1);
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      sql.interrupt();
    }, this.timeoutMs);
    try {
      return await explainPair(sql, await planOutputs(folder, board), pair);
    } catch (error) {
      if (!isLate) throw error;
      throw busy(`The plan is too large to be looked through here: run "assay curate explain ${pair} PLAN" beside it.`);
    } finally {
      clearTimeout(timer);
      sql.close();
      await rm(scratch, { recursive: true, force: true });
    }
  }
}

function busy(detail: string): ProblemError {
  return new ProblemError(503, 'Not now', detail);
}
