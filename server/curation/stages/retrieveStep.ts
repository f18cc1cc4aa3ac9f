import { retrieveFromPool, type ScoredGold } from '../../../src/curation/retrieval/retrieveFromPool';
import type { Neighbour } from '../../../src/curation/retrieval/Neighbour';
import type { RetrievalSettings } from '../../../src/curation/retrieval/RetrievalSettings';
import { retrievalK } from '../../../src/curation/retrievalK';
import { sigmoid } from '../../../src/rewards/sigmoid';
import { exactNearest } from '../knn/exactNearest';
import type { ShardColumns } from '../pipeline/shardFile';
import { arrivalOf, type Arrival } from '../../../src/curation/stageOne/arrivalOf';
import { seededShare } from '../../../src/curation/seededShare';
import type { Step, StepWork } from '../pipeline/Step';
import { textOf } from './pairRows';
import { vectorPieces, vectorsOf, widthIn } from './vectorRows';

/** Pairs that this iteration labels, in the order in which they were found; `by` and `p`: which gold pair asked, and how sure the model was. */
const columns = {
  place: 'count',
  pair: 'text',
  similarity: 'number',
  by: 'text',
  p: 'number',
} as const satisfies ShardColumns;

export interface RetrieveSettings extends RetrievalSettings {
  /** Pairs an iteration, at most. */
  most: number;
  /** Neighbours that are looked up for a gold pair: those that are labelled already are none. */
  candidates: number;
  seed: string;
  /** How the pool grows, and which iteration of how many this is. */
  arrival: Arrival;
  iteration: number;
  iterations: number;
}

export interface RetrieveInputs {
  clean: string;
  embed: string;
  labels: string;
  score: string;
}

/**
 * R1: gold pairs on which the model is wrong or unsure ask the pool (arXiv 2507.01352, stage 1). Where there is no gold yet, pairs are
 * drawn by the plan's seed: somebody has to begin.
 */
export function retrieveStep(label: string, inputs: RetrieveInputs, settings: RetrieveSettings): Step {
  const { clean, embed, labels, score } = inputs;
  return {
    label,
    stage: 'retrieve',
    version: 1,
    settings: { ...settings },
    inputs: [clean, embed, labels, score],
    run: async (work) => {
      const gold = await scoredGold(work, labels, score);
      const { isFree, pool } = await freePairs(work, inputs, settings);
      if (gold.length === 0) return { pool, ...(await draw(work, inputs, settings, isFree)) };
      const neighbours = await neighboursOf(work, inputs, gold, settings);
      const { found, ...counts } = retrieveFromPool(gold, (pair) => neighbours.get(pair) ?? [], {
        ...settings,
        isFree,
      });
      await work.out.writeAll(
        columns,
        found.map(({ pair, similarity, by, p }, place) => ({ place, pair, similarity, by, p })),
      );
      return { pool, found: found.length, ...counts };
    },
  };
}

async function scoredGold(work: StepWork, labels: string, score: string): Promise<ScoredGold[]> {
  const rows = await work.sql.all(`select l.pair as pair,
      case when l.chosen = 'first' then s.first_reward - s.second_reward else s.second_reward - s.first_reward end as margin
    from ${work.input(labels).table} l left join ${work.input(score).table} s on s.pair = l.pair
    where l.kind = 'gold' order by l.pair`);
  return rows.map((row) => ({
    pair: textOf(row, 'pair'),
    p: typeof row['margin'] === 'number' ? sigmoid(row['margin']) : NaN,
  }));
}

async function draw(
  work: StepWork,
  { embed }: RetrieveInputs,
  { most, seed }: RetrieveSettings,
  isFree: (pair: string) => boolean,
): Promise<Record<string, number>> {
  const pool: { pair: string; share: number }[] = [];
  for await (const row of work.sql.rows(`select pair from ${work.input(embed).table}`)) {
    const pair = textOf(row, 'pair');
    if (isFree(pair)) pool.push({ pair, share: seededShare(seed, 'draw', pair) });
  }
  const drawn = pool.sort((one, other) => one.share - other.share).slice(0, most);
  await work.out.writeAll(
    columns,
    drawn.map(({ pair }, place) => ({ place, pair, similarity: null, by: null, p: null })),
  );
  return { found: drawn.length, drawn: drawn.length };
}

/** The nearest pairs of the pool of each gold pair that asks, over the whole pool as it streams. */
async function neighboursOf(
  work: StepWork,
  { embed }: RetrieveInputs,
  gold: readonly ScoredGold[],
  { candidates }: RetrieveSettings,
): Promise<Map<string, Neighbour[]>> {
  const width = widthIn(work.input(embed));
  const asking = gold.filter(({ p }) => retrievalK(p) > 0).map(({ pair }) => pair);
  const wanted = new Set(asking);
  const table = work.input(embed).table;
  const ofGold = `select pair, vector from ${table} where pair in (select unnest(string_split($pairs, ',')))`;
  const known = await work.sql.all(ofGold, { pairs: asking.join(',') });
  const queries = vectorsOf(
    known.filter((row) => wanted.has(textOf(row, 'pair'))),
    width,
  );
  const pool: string[] = [];
  const pieces = vectorPieces(work.sql, `select pair, vector from ${table} order by pair`, width);
  const nearest = await exactNearest(queries, remembered(pieces, pool), candidates);
  return new Map(
    queries.pairs.map((pair, query) => {
      const own: Neighbour[] = [];
      for (let rank = query * nearest.k; rank < (query + 1) * nearest.k; rank++) {
        const found = pool[nearest.rows[rank] ?? -1];
        if (found !== undefined) own.push({ pair: found, similarity: nearest.similarities[rank] ?? 0 });
      }
      return [pair, own];
    }),
  );
}

async function* remembered(pieces: ReturnType<typeof vectorPieces>, pool: string[]): ReturnType<typeof vectorPieces> {
  for await (const piece of pieces) {
    for (const pair of piece.pairs) pool.push(pair);
    yield piece;
  }
}

/** A pair is free that has come into the pool and of which nobody has said anything yet. */
async function freePairs(
  work: StepWork,
  { clean, labels }: RetrieveInputs,
  { arrival, seed, iteration, iterations }: RetrieveSettings,
): Promise<{ isFree: (pair: string) => boolean; pool: number }> {
  const hasCome = (prompt: string) =>
    arrival === 'at_once' || arrivalOf(arrival, seed, prompt, iterations) <= iteration;
  const taken = new Set<string>();
  for await (const row of work.sql.rows(`select pair from ${work.input(labels).table}`)) taken.add(textOf(row, 'pair'));
  let pool = 0;
  const all = `select pair, prompt_key from ${work.input(clean).table} where part = 'pool' and fate in ('kept', 'disputed')`;
  for await (const row of work.sql.rows(all))
    if (hasCome(textOf(row, 'prompt_key'))) pool += 1;
    else taken.add(textOf(row, 'pair'));
  return { isFree: (pair) => !taken.has(pair), pool };
}
