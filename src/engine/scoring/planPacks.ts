import type { RunCosts } from '../session/ScoringModel';
import { packCost } from './runCosts';

/** Attention scores of one pack, queries times keys: its mask has a 32-bit float for each, together 64 MiB. */
const mostScores = 2 ** 24;

/** How many tokens of responses one pack may hold under a prompt of so many tokens, by the memory of its mask alone. */
export function mostUnder(prompt: number): number {
  return Math.floor((Math.sqrt(prompt * prompt + 4 * mostScores) - prompt) / 2);
}

/**
 * Chooses which responses run together under one kept prompt. Each run costs something to start, and responses that run
 * together waste the scores between them: the square of their tokens. Only the sums of the packs matter, and for a
 * number of packs the evenest sums are best. So each sensible number of packs is tried, longest responses first into the
 * emptiest pack, which is within 1/24 of the best squares (Chandra and Wong 1975).
 * @param lengths tokens of each response
 * @param budget tokens that a pack may hold; a longer response runs alone
 * @returns packs of indices into `lengths`, each index once
 */
export function planPacks(lengths: readonly number[], prompt: number, costs: RunCosts, budget: number): number[][] {
  const most = Math.min(budget, mostUnder(prompt));
  const order = lengths.map((_, index) => index).sort((a, b) => (lengths[b] ?? 0) - (lengths[a] ?? 0));
  const alone = order.filter((index) => (lengths[index] ?? 0) > most);
  const fitting = order.slice(alone.length);
  return [...alone.map((index) => [index]), ...evenPacks(lengths, fitting, most, prompt, costs)];
}

/** What packs cost together, in tokens. */
export function packsCost(
  packs: readonly number[][],
  lengths: readonly number[],
  prompt: number,
  costs: RunCosts,
): number {
  const tokensOf = (pack: readonly number[]) => pack.reduce((sum, index) => sum + (lengths[index] ?? 0), 0);
  return packs.reduce((sum, pack) => sum + packCost(tokensOf(pack), prompt, costs), 0);
}

function evenPacks(
  lengths: readonly number[],
  order: readonly number[],
  most: number,
  prompt: number,
  costs: RunCosts,
): number[][] {
  const total = order.reduce((sum, index) => sum + (lengths[index] ?? 0), 0);
  let best = filled(lengths, order, most);
  let least = packsCost(best, lengths, prompt, costs);
  // Perfectly even packs bound what a number of packs can cost: once they cost more than what was found, so do all after.
  for (const [count, bound] of countsByCost(Math.ceil(total / most), order.length, total, prompt, costs)) {
    if (bound >= least) break;
    const packs = spread(lengths, order, count, most);
    const cost = packs ? packsCost(packs, lengths, prompt, costs) : Infinity;
    if (packs && cost < least) [best, least] = [packs, cost];
  }
  return best;
}

/** Numbers of packs, each with the cost of perfectly even packs, cheapest first. */
function countsByCost(from: number, to: number, total: number, prompt: number, costs: RunCosts): [number, number][] {
  const counts = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
  const bounds = counts.map((count): [number, number] => [count, count * packCost(total / count, prompt, costs)]);
  return bounds.sort((a, b) => a[1] - b[1]);
}

/** The responses spread over so many packs, each into the emptiest; null where one pack would hold more than it may. */
function spread(lengths: readonly number[], order: readonly number[], count: number, most: number): number[][] | null {
  const packs = Array.from({ length: count }, () => ({ tokens: 0, indices: [] as number[] }));
  for (const index of order) {
    const emptiest = packs.reduce((least, pack) => (pack.tokens < least.tokens ? pack : least));
    emptiest.tokens += lengths[index] ?? 0;
    if (emptiest.tokens > most) return null;
    emptiest.indices.push(index);
  }
  return packs.map(({ indices }) => indices);
}

/** The responses in as few packs as the first that has room gives: the way out where spreading needs more packs. */
function filled(lengths: readonly number[], order: readonly number[], most: number): number[][] {
  const packs: { tokens: number; indices: number[] }[] = [];
  for (const index of order) {
    const length = lengths[index] ?? 0;
    const room = packs.find(({ tokens }) => tokens + length <= most);
    if (!room) packs.push({ tokens: length, indices: [index] });
    else {
      room.tokens += length;
      room.indices.push(index);
    }
  }
  return packs.map(({ indices }) => indices);
}
