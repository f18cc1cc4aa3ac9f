import { idAt, idLength, putId } from '../pairs/idBytes';
import { checkRewardRow } from '../rewards/checkRewardRow';
import type { RewardRow } from '../rewards/RewardRow';
import type { RewardChunk } from './schema';

/**
 * Packs reward rows into one record a checkpoint.
 *
 * @throws RangeError on a reward that is not finite or a response id that is not 64 hex digits.
 */
export function packRewards(rows: readonly RewardRow[]): RewardChunk[] {
  const byCheckpoint = new Map<string, RewardRow[]>();
  for (const row of rows) {
    const own = byCheckpoint.get(row.checkpoint);
    if (own) own.push(row);
    else byCheckpoint.set(row.checkpoint, [row]);
  }
  return [...byCheckpoint].map(([checkpoint, own]) => pack(checkpoint, own));
}

/** Reads a record back into the table; a row that is there already is replaced by the newer one. */
export function unpackRewards(chunk: RewardChunk, into: Map<string, RewardRow>): void {
  const { checkpoint } = chunk;
  for (const [at, reward] of chunk.rewards.entries()) {
    const response = idAt(chunk.responses, at);
    const [tokens = 0, maxTokens = 0] = [chunk.tokens[at], chunk.maxTokens[at]];
    const row = Number.isNaN(reward)
      ? { checkpoint, response, reward: null, tokens, maxTokens }
      : { checkpoint, response, reward, tokens };
    into.set(response, row);
  }
}

function pack(checkpoint: string, rows: readonly RewardRow[]): RewardChunk {
  const responses = new Uint8Array(rows.length * idLength);
  for (const [at, row] of rows.entries()) {
    checkRewardRow(row);
    putId(responses, at, checkId(row.response));
  }
  return {
    checkpoint,
    responses,
    rewards: Float64Array.from(rows, ({ reward }) => reward ?? NaN),
    tokens: Uint32Array.from(rows, ({ tokens }) => tokens),
    maxTokens: Uint32Array.from(rows, (row) => (row.reward === null ? row.maxTokens : 0)),
  };
}

function checkId(response: string): string {
  if (/^[0-9a-f]{64}$/.test(response)) return response;
  throw new RangeError(
    `A reward belongs to a response's content id, 64 hex digits, not to "${response.slice(0, 80)}".`,
  );
}
