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
  let best: number[][] = [];
  let least = Infinity;
  const consider = (packs: number[][]) => {
    const cost = packsCost(packs, lengths, prompt, costs);
    if (cost < least) [best, least] = [packs, cost];
  };
  if (order.length > 0) consider(filled(lengths, order, most));
  for (let count = Math.max(1, Math.ceil(total / most)); count <= order.length; count += 1) {
    // Perfectly even packs bound what this many can cost; from their minimum on, more packs only cost more.
    if (evenCost(count, total, prompt, costs) >= least && count > fewestCost(total, costs)) break;
    const packs = spread(lengths, order, count, most);
    if (packs) consider(packs);
  }
  return best;
}

function evenCost(count: number, total: number, prompt: number, costs: RunCosts): number {
  return count * packCost(total / count, prompt, costs);
}

/** How many perfectly even packs cost least. */
function fewestCost(total: number, { run, score }: RunCosts): number {
  return run > 0 ? total * Math.sqrt(score / run) : Infinity;
}

/** The responses spread over so many packs, each into the emptiest; null where one pack would hold more than it may. */
function spread(lengths: readonly number[], order: readonly number[], count: number, most: number): number[][] | null {
  const packs = Array.from({ length: count }, (): number[] => []);
  const sums = new Float64Array(count);
  for (const index of order) {
    const emptiest = sums.indexOf(Math.min(...sums));
    const sum = (sums[emptiest] ?? 0) + (lengths[index] ?? 0);
    if (sum > most) return null;
    sums[emptiest] = sum;
    packs[emptiest]?.push(index);
  }
  return packs;
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
