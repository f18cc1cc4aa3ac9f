import type { Board } from '../../curation/board/Board';

/** A line of the table of costs. */
export interface CostRow {
  name: string;
  soFar: number;
  /** Null: it was not reckoned. */
  estimate: number | null;
  /** Null: without limit; absent: a plan sets none for it. */
  budget?: number | null;
}

/** What a plan has taken so far, beside what it was reckoned to take and may take. */
export function costRows({ cost, estimate, budget }: Pick<Board, 'cost' | 'estimate' | 'budget'>): CostRow[] {
  const tokens = (of: Board['cost']) => of.tokensIn + of.tokensOut;
  return [
    { name: 'Verdicts', soFar: cost.verdicts, estimate: estimate?.verdicts ?? null },
    {
      ...{ name: 'Hours of people', soFar: cost.humanHours },
      ...{ estimate: estimate?.humanHours ?? null, budget: budget.humanHours },
    },
    { name: 'Calls of language models', soFar: cost.calls, estimate: estimate?.calls ?? null, budget: budget.calls },
    { name: 'Tokens', soFar: tokens(cost), estimate: estimate && tokens(estimate), budget: budget.tokens },
    { name: 'of these, in', soFar: cost.tokensIn, estimate: estimate?.tokensIn ?? null },
    { name: 'of these, out', soFar: cost.tokensOut, estimate: estimate?.tokensOut ?? null },
    { name: 'GPU hours', soFar: cost.gpuHours, estimate: estimate?.gpuHours ?? null, budget: budget.gpuHours },
    {
      ...{ name: "Money, by the plan's prices", soFar: cost.money },
      ...{ estimate: estimate?.money ?? null, budget: budget.money },
    },
  ];
}
