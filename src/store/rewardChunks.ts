import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { checkRewardRow } from '../rewards/checkRewardRow';
import type { RewardRow } from '../rewards/RewardRow';
import type { RewardChunk } from './schema';

const idBytes = 32;

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
    const response = bytesToHex(chunk.responses.subarray(at * idBytes, (at + 1) * idBytes));
    const [tokens = 0, maxTokens = 0] = [chunk.tokens[at], chunk.maxTokens[at]];
    const row = Number.isNaN(reward)
      ? { checkpoint, response, reward: null, tokens, maxTokens }
      : { checkpoint, response, reward, tokens };
    into.set(response, row);
  }
}

function pack(checkpoint: string, rows: readonly RewardRow[]): RewardChunk {
  const responses = new Uint8Array(rows.length * idBytes);
  for (const [at, row] of rows.entries()) {
    checkRewardRow(row);
    responses.set(responseBytes(row.response), at * idBytes);
  }
  return {
    checkpoint,
    responses,
    rewards: Float64Array.from(rows, ({ reward }) => reward ?? NaN),
    tokens: Uint32Array.from(rows, ({ tokens }) => tokens),
    maxTokens: Uint32Array.from(rows, (row) => (row.reward === null ? row.maxTokens : 0)),
  };
}

function responseBytes(response: string): Uint8Array {
  if (/^[0-9a-f]{64}$/.test(response)) return hexToBytes(response);
  throw new RangeError(
    `A reward belongs to a response's content id, 64 hex digits, not to "${response.slice(0, 80)}".`,
  );
}
