import type { BatchLimits } from '../session/Runtime';
import type { RunCosts } from '../session/ScoringModel';
import type { PreparedGroup, PreparedText } from '../text/TextSource';
import { mostUnder, packsCost, planPacks } from './planPacks';
import { planBatches } from './planBatches';
import { batchCost, keepCost } from './runCosts';

/** What the plan is made for. */
export interface PlanTerms {
  /** Null where prompts cannot be shared. */
  costs: RunCosts | null;
  limits: BatchLimits;
  /** Tokens that one run may hold. */
  budget: number;
  /** The longest prompt that the device's memory is known to keep. */
  mostPrompt: number;
}

/** How the texts of one window run: some under their kept prompt, all others in padded batches. */
export interface WindowPlan {
  shared: PreparedGroup[];
  /** Shortest first. */
  padded: PreparedText[];
}

interface Candidate {
  group: PreparedGroup;
  cost: number;
}

/**
 * Chooses which groups share their prompt. It begins with everything padded, and moves groups whose responses cost less
 * under a kept prompt than as their part of the padded batches, until none is left; the cheapest of the plans on this
 * way is taken, so that it never costs more than padding everything.
 */
export function planWindow(groups: readonly PreparedGroup[], terms: PlanTerms): WindowPlan {
  const { costs } = terms;
  const all = groups.flatMap(({ texts }) => texts);
  if (!costs) return { shared: [], padded: sorted(all) };
  let candidates = groups.flatMap((group) => candidateOf(group, costs, terms));
  const moved: Candidate[] = [];
  let best: WindowPlan = { shared: [], padded: sorted(all) };
  for (let least = Infinity; ;) {
    const plan = planWith(moved, all);
    const shares = paddedShares(plan.padded, costs, terms);
    const cost = sum([...shares.values(), ...moved.map((candidate) => candidate.cost)]);
    if (cost < least) [best, least] = [plan, cost];
    const paying = candidates.filter((candidate) => candidate.cost < sum(partsOf(candidate, shares)));
    if (paying.length === 0) return best;
    moved.push(...paying);
    candidates = candidates.filter((candidate) => !paying.includes(candidate));
  }
}

/** A group whose prompt can be kept, with those of its texts that can run under it: at least two, else nothing is shared. */
function candidateOf(
  { prefix, texts }: PreparedGroup,
  costs: RunCosts,
  { budget, mostPrompt }: PlanTerms,
): Candidate[] {
  if (prefix.length === 0 || prefix.length > mostPrompt) return [];
  const most = mostUnder(prefix.length);
  const fitting = texts.filter(({ suffix }) => suffix.length > 0 && suffix.length <= most);
  if (fitting.length < 2) return [];
  const lengths = fitting.map(({ suffix }) => suffix.length);
  const packs = planPacks(lengths, prefix.length, costs, budget);
  const cost = keepCost(prefix.length, costs) + packsCost(packs, lengths, prefix.length, costs);
  return [{ group: { prefix, texts: fitting }, cost }];
}

function planWith(moved: readonly Candidate[], all: readonly PreparedText[]): WindowPlan {
  const shared = moved.map(({ group }) => group);
  const taken = new Set(shared.flatMap(({ texts }) => texts));
  return { shared, padded: sorted(all.filter((text) => !taken.has(text))) };
}

/** What each text costs in the best padded batches, a batch's cost shared evenly between its texts. */
function paddedShares(
  texts: readonly PreparedText[],
  costs: RunCosts,
  { limits, budget }: PlanTerms,
): Map<PreparedText, number> {
  const lengths = texts.map(({ ids }) => ids.length);
  const shares = new Map<PreparedText, number>();
  let start = 0;
  for (const end of planBatches(lengths, costs, limits, budget)) {
    const cost = batchCost(end - start, lengths[end - 1] ?? 0, costs);
    for (const text of texts.slice(start, end)) shares.set(text, cost / (end - start));
    start = end;
  }
  return shares;
}

function partsOf({ group }: Candidate, shares: ReadonlyMap<PreparedText, number>): number[] {
  return group.texts.map((text) => shares.get(text) ?? 0);
}

function sorted(texts: readonly PreparedText[]): PreparedText[] {
  return [...texts].sort((a, b) => a.ids.length - b.ids.length);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
