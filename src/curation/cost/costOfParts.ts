import type { PlanPrices } from '../plan/Plan';
import type { Cost } from './Cost';

const million = 1e6;

/** What something takes, with the money for it by a plan's prices: for each verdict, GPU hour and million tokens. */
export function costOfParts(parts: Omit<Cost, 'money'>, prices: PlanPrices): Cost {
  const { verdicts, gpuHours, tokensIn, tokensOut } = parts;
  const money =
    verdicts * prices.verdict +
    gpuHours * prices.gpuHour +
    (tokensIn * prices.millionTokensIn + tokensOut * prices.millionTokensOut) / million;
  return { ...parts, money };
}
