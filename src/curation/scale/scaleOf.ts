import { estimateTokens } from '../machine/estimateTokens';
import { judgePrompt } from '../judge/judgePrompt';
import { paperBudget } from '../cost/paperBudget';
import { planCost } from '../cost/planCost';
import type { Plan } from '../plan/Plan';
import type { ScaleAssumptions } from './ScaleAssumptions';

/** What one kind of work takes. */
export interface ScaleRow {
  name: string;
  /** Hours of the machine that was measured. */
  hours: number;
}

export interface Scale {
  /** Work of the pipeline itself, on one machine without a GPU. */
  machine: ScaleRow[];
  /** Scoring the wild pool by two models with the built-in engine there: where one machine ends. */
  engineYears: number;
  /** GPU hours, and days of all GPUs at once. */
  gpu: { name: string; gpuHours: number; days: number }[];
  /** Bytes that stay on disks. */
  storage: { name: string; bytes: number }[];
  /** People and GPUs, judges included, in the currency of the plan's prices. */
  money: number;
  /** Dollars by the paper's own formula for as many pairs. */
  paperMoney: number;
}

const secondsAnHour = 3600;
const hoursAYear = 8766;
const floatBytes = 4;

/** What a plan takes of machines, GPUs, disks and money, on paper: nothing is read and nothing is asked. */
export function scaleOf(plan: Plan, assumptions: ScaleAssumptions): Scale {
  const { measures, measured, cluster } = assumptions;
  const { wild, pool, start, promptTokens, responseTokens } = measures;
  const gpu = gpuRows(plan, assumptions);
  const gpuHours = gpu.reduce((sum, one) => sum + one.gpuHours, 0);
  const cost = planCost(plan, measures);
  const engineSeconds = (4 * wild * (promptTokens + responseTokens)) / measured.engineTokensPerSecond;
  const asked = pool + wild * measures.judgedShare;
  const text = (wild + pool + start) * (promptTokens + 2 * responseTokens) * cluster.bytesPerToken;
  return {
    machine: machineRows(plan, assumptions),
    engineYears: engineSeconds / secondsAnHour / hoursAYear,
    gpu: gpu.map((one) => ({ ...one, days: one.gpuHours / cluster.gpus / 24 })),
    storage: [
      { name: 'Texts, in the source, read, cleaned and exported', bytes: 4 * text },
      { name: 'Vectors of the pool and of what judges are asked', bytes: asked * cluster.vectorWidth * floatBytes },
      { name: 'Rewards, votes, labels with their provenance', bytes: wild * cluster.bytesPerRow },
      { name: 'Answers of judges (`calls.sqlite`)', bytes: cost.all.calls * cluster.bytesPerCall },
    ],
    paperMoney: paperBudget({ gold: cost.all.verdicts, silver: pool - cost.all.verdicts, stage2: wild }),
    money: cost.all.verdicts * plan.prices.verdict + gpuHours * plan.prices.gpuHour,
  };
}

function machineRows(plan: Plan, { measures, measured, cluster }: ScaleAssumptions): ScaleRow[] {
  const { wild, pool, start, judgedShare } = measures;
  const rows = wild + pool + start;
  const byPeople = Math.floor(plan.people.verdicts / (1 + plan.people.overlap));
  const products = (queries: number, among: number) =>
    (2e-9 * queries * among * cluster.vectorWidth) / measured.gflopPerSecond;
  // Gold grows with each iteration, and all of it asks.
  const asking = (byPeople * plan.iterations.count * (plan.iterations.count - 1)) / 2;
  const gold = byPeople * plan.iterations.count;
  const seconds: [string, number][] = [
    ['Read the files', rows / measured.readRowsPerSecond],
    ['Repeats, ids, fates', rows / measured.cleanRowsPerSecond],
    ['13-grams of prompts', rows / measured.ngramTextsPerSecond],
    ['R1: gold asks the pool', products(asking, pool)],
    ['R2: each judged pair asks gold', products(pool + wild * judgedShare, gold)],
    ['Drive describers and judges', planCost(plan, measures).all.calls / measured.callsPerSecond],
    ['Filter of stage 2', wild / measured.filterRowsPerSecond],
    ['Rule of stage 2', wild / measured.ruleRowsPerSecond],
    ['Recycling', wild / measured.recycleRowsPerSecond],
    ['Export', rows / measured.exportRowsPerSecond],
  ];
  return seconds.map(([name, took]) => ({ name, hours: took / secondsAnHour }));
}

function gpuRows(plan: Plan, { measures, cluster }: ScaleAssumptions): { name: string; gpuHours: number }[] {
  const cost = planCost(plan, measures);
  const stageOne = cost.iterations.reduce((sum, one) => sum + one.gpuHours, 0);
  const read = readTokens(plan, { measures }) / cluster.judgeReadTokensPerSecond;
  const written = cost.all.tokensOut / cluster.judgeWriteTokensPerSecond;
  return [
    { name: 'Stage 1: train, score, embed', gpuHours: stageOne },
    { name: 'Stage 2: gold model, two models score all, embed', gpuHours: cost.stage2.gpuHours },
    { name: 'Describers and judges', gpuHours: (read + written) / secondsAnHour },
    { name: 'The final model', gpuHours: cost.final.gpuHours },
  ];
}

/**
 * Tokens that judges and describers really read, where their server keeps the common beginning of prompts: of a pair's samples the
 * examples once, and the pair in its two orders.
 */
export function readTokens(plan: Plan, { measures }: Pick<ScaleAssumptions, 'measures'>): number {
  const { pool, wild, judgedShare, promptTokens, responseTokens, attributeTokens } = measures;
  const byPeople = Math.floor(plan.people.verdicts / (1 + plan.people.overlap)) * plan.iterations.count;
  const described = pool + wild * judgedShare;
  const pair = promptTokens + 2 * responseTokens + attributeTokens;
  const beginning = estimateTokens(judgePrompt.text) + plan.retrieval.examples * pair;
  const orders = Math.min(2, plan.sampling.samples);
  const judged = (described - byPeople) * plan.machines.judges.length * (beginning + orders * pair);
  return judged + (plan.machines.describer === null ? 0 : described * pair);
}
