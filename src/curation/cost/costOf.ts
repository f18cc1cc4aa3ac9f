import { attributePrompt } from '../attributes/attributePrompt';
import { judgePrompt } from '../judge/judgePrompt';
import { estimateTokens } from '../machine/estimateTokens';
import type { Plan } from '../plan/Plan';
import type { Cost } from './Cost';
import type { CostMeasures } from './CostMeasures';
import { costOfParts } from './costOfParts';

/** Pairs that go through each kind of work; what is not named is none. */
export interface Work {
  /** For one epoch. */
  trained?: number;
  /** By one reward model: twice the pairs for two. */
  scored?: number;
  described?: number;
  embedded?: number;
  judged?: number;
  verdicts?: number;
}

const secondsAnHour = 3600;
/** Rules of a protocol as a judge is given them: those of the default have about so many tokens. */
const ruleTokens = 200;

/** What some work takes under a plan. */
export function costOf(work: Work, plan: Plan, measures: CostMeasures): Cost {
  const { trained = 0, scored = 0, described = 0, embedded = 0, judged = 0, verdicts = 0 } = work;
  const { promptTokens, responseTokens } = measures;
  const pairTokens = promptTokens + 2 * responseTokens;
  const sides = 2 * (promptTokens + responseTokens);
  const describing = plan.machines.describer === null ? 0 : described;
  const samples = judged * plan.machines.judges.length * plan.sampling.samples;
  const tokensIn =
    describing * (estimateTokens(attributePrompt.text) + pairTokens) +
    samples * judgeTokens(plan, pairTokens, measures);
  const tokensOut = describing * measures.attributeTokens + samples * measures.answerTokens;
  const gpuSeconds =
    (trained * sides) / measures.trainTokensPerSecond +
    (scored * sides) / measures.scoreTokensPerSecond +
    (embedded * (promptTokens + measures.attributeTokens)) / measures.embedTokensPerSecond;
  const parts = {
    verdicts,
    humanHours: (verdicts * measures.secondsPerVerdict) / secondsAnHour,
    calls: describing + samples,
    tokensIn,
    tokensOut,
    gpuHours: gpuSeconds / secondsAnHour,
  };
  return costOfParts(parts, plan.prices);
}

/** A judge reads its instruction, the rules, the examples and the pair, each pair with its attributes, and no more than the plan lets it. */
function judgeTokens({ retrieval, sampling }: Plan, pairTokens: number, { attributeTokens }: CostMeasures): number {
  const pairs = (1 + retrieval.examples) * (pairTokens + attributeTokens);
  return Math.min(sampling.maxPromptTokens, estimateTokens(judgePrompt.text) + ruleTokens + pairs);
}
