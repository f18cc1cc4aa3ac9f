import type { Plan } from '../plan/Plan';
import { costOf, type Work } from './costOf';
import { sumOfCosts, type Cost } from './Cost';
import type { CostMeasures } from './CostMeasures';

export interface PlanCost {
  /** One an iteration of stage 1, in order. */
  iterations: Cost[];
  stage2: Cost;
  /** The model of the whole data set. */
  final: Cost;
  all: Cost;
}

/**
 * What a plan takes if it runs to its end, by arithmetic over what is counted and measured: nothing is called and nothing is read.
 * Each iteration takes as many pairs as the plan says or as the pool still has. Answers kept from before are not taken off.
 */
export function planCost(plan: Plan, measures: CostMeasures): PlanCost {
  const iterations: Cost[] = [];
  let [left, silver, gold] = [measures.pool, measures.start, measures.gold];
  for (let at = 0; at < plan.iterations.count; at++) {
    const pairs = Math.min(plan.iterations.pairs, left);
    const byPeople = Math.min(pairs, Math.floor(plan.people.verdicts / (1 + plan.people.overlap)));
    const pool = poolAt(plan, measures, at);
    iterations.push(costOf(iterationWork({ silver, gold, pairs, byPeople, pool }, plan), plan, measures));
    left -= pairs;
    gold += byPeople;
    silver += pairs - byPeople;
  }
  const stage2 = measures.wild > 0 ? costOf(stageTwoWork(measures, gold), plan, measures) : costOf({}, plan, measures);
  const final = costOf(finalWork(plan, measures, { gold, silver: silver - measures.start }), plan, measures);
  return { iterations, stage2, final, all: sumOfCosts([...iterations, stage2, final]) };
}

interface Iteration {
  silver: number;
  gold: number;
  pairs: number;
  byPeople: number;
  /** Pairs that came into the pool with this iteration. */
  pool: number;
}

function iterationWork({ silver, gold, pairs, byPeople, pool }: Iteration, { people }: Plan): Work {
  return {
    trained: silver,
    scored: gold,
    described: pool,
    embedded: pool,
    verdicts: Math.min(people.verdicts, Math.round(byPeople * (1 + people.overlap))),
    judged: pairs - byPeople,
  };
}

/** Attributes and embeddings are made once for each pair, when it comes into the pool. */
function poolAt({ iterations }: Plan, { pool, gold }: CostMeasures, at: number): number {
  const arriving = iterations.arrival === 'at_once' ? (at === 0 ? pool : 0) : pool / iterations.count;
  return arriving + (at === 0 ? gold : 0);
}

/** The gold model is trained once; both models score everything; what has to be judged is described and embedded first. */
function stageTwoWork({ wild, judgedShare }: CostMeasures, gold: number): Work {
  const judged = wild * judgedShare;
  return { trained: gold, scored: 2 * wild, described: judged, embedded: judged, judged };
}

/** All that may be in the data set, of stage 2 every row; what is held out of gold is scored by it and by two models before it. */
function finalWork(
  { machines, people }: Plan,
  { wild }: CostMeasures,
  { gold, silver }: Record<'gold' | 'silver', number>,
): Work {
  if (machines.final === null && machines.training === null) return {};
  return { trained: gold + silver + wild, scored: 3 * gold * people.heldOut };
}
