import type { PlanBudget } from '../plan/Plan';
import type { Cost } from './Cost';

/** What a cost takes more of than a plan allows, each as a sentence; none: it is within the budget. */
export function budgetExceeded(cost: Cost, budget: PlanBudget): string[] {
  const limits: [string, number, number | null][] = [
    ['calls', cost.calls, budget.calls],
    ['tokens', cost.tokensIn + cost.tokensOut, budget.tokens],
    ['GPU hours', cost.gpuHours, budget.gpuHours],
    ['hours of people', cost.humanHours, budget.humanHours],
    ['money', cost.money, budget.money],
  ];
  return limits.flatMap(([name, taken, limit]) =>
    limit !== null && taken > limit ? [`${rounded(taken)} ${name}; the budget has ${rounded(limit)}.`] : [],
  );
}

function rounded(value: number): string {
  return new Intl.NumberFormat('en', { maximumSignificantDigits: 3 }).format(value);
}
