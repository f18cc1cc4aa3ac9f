/** What something takes. */
export interface Cost {
  /** Verdicts of people, and their hours. */
  verdicts: number;
  humanHours: number;
  /** Calls of language models, their tokens in and out. */
  calls: number;
  tokensIn: number;
  tokensOut: number;
  gpuHours: number;
  money: number;
}

export const noCost: Cost = { verdicts: 0, humanHours: 0, calls: 0, tokensIn: 0, tokensOut: 0, gpuHours: 0, money: 0 };

export function sumOfCosts(costs: readonly Cost[]): Cost {
  return costs.reduce(
    (sum, one) => ({
      verdicts: sum.verdicts + one.verdicts,
      humanHours: sum.humanHours + one.humanHours,
      calls: sum.calls + one.calls,
      tokensIn: sum.tokensIn + one.tokensIn,
      tokensOut: sum.tokensOut + one.tokensOut,
      gpuHours: sum.gpuHours + one.gpuHours,
      money: sum.money + one.money,
    }),
    noCost,
  );
}
