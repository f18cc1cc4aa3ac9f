import type { Cost } from '../cost/Cost';
import type { PlanBudget } from '../plan/Plan';

/** Raised when a board says something else. */
export const boardVersion = 1;

/**
 * `waiting`: people have to judge first, and the run has ended or looks again by itself; `stopped`: somebody ended the run; `failed`: it
 * ended with an error, which `reason` has; `lost`: its process is gone without a word. All but `running` and `done` go on by `resume`.
 */
export const boardStates = ['running', 'waiting', 'done', 'stopped', 'failed', 'lost'] as const;
export type BoardState = (typeof boardStates)[number];

/** How far a run of a plan is, in one document. All numbers are sums of what finished steps have counted. */
export interface Board {
  version: typeof boardVersion;
  plan: string;
  /** Whose curators may see it. */
  project: string;
  state: BoardState;
  /** Why it failed, waits or was stopped; null where the state says all. */
  reason: string | null;
  /** When the run's present process began, and when this was written: ISO 8601, UTC. */
  startedAt: string;
  at: string;
  /** The step that runs; `all` is null where nobody knows how much there is to do. */
  step: { label: string; stage: string; done: number; all: number | null } | null;
  /** All steps of the plan in their order; `counts` is null where a step is not finished. */
  steps: BoardStep[];
  waiting: BoardWaiting | null;
  iterations: BoardIteration[];
  /** Null: the plan has no stage 2, or the rule has not run. */
  stageTwo: BoardStageTwo | null;
  /** So far, and what the plan was reckoned to take; null before it was. */
  cost: Cost;
  estimate: Cost | null;
  budget: PlanBudget;
  final: BoardFinal | null;
  dataSet: { rows: number; gold: number; silver: number } | null;
}

export interface BoardStep {
  label: string;
  counts: Readonly<Record<string, number>> | null;
}

/** Pairs that people were given at a step, and how many of them they have judged. */
export interface BoardWaiting {
  step: string;
  /** Where people find the pairs: the tasks' name or a folder. */
  task: string;
  wanted: number;
  arrived: number;
}

/** An iteration of stage 1. Gold, silver and discarded are labels as they stood at its end, earlier iterations' among them. */
export interface BoardIteration {
  /** From 1. */
  iteration: number;
  /** Pairs that had come into the pool; null before they are counted, or where an older version has not counted them. */
  pool: number | null;
  gold: number | null;
  silver: number | null;
  /** Looked at by people or judges, and without a label. */
  discarded: number | null;
  /** Gold pairs on which the iteration's model has the other sign than the label. */
  disagreement: { pairs: number; of: number } | null;
  /** Labels that choose the response which the source rejects, of the labels whose source chooses one. */
  flipped: { pairs: number; of: number } | null;
  accuracy: BoardAccuracy | null;
  /** What the iteration's model is known by. */
  model: string | null;
  training: BoardTraining | null;
}

/** Share of gold pairs that a model orders as people do, ties being wrong, with Wilson's interval of 95 %. */
export interface BoardAccuracy {
  share: number;
  low: number;
  high: number;
  pairs: number;
}

/** A model in the making, or how it was made. */
export interface BoardTraining {
  run: string;
  /** The trainer's word: `waiting`, `running`, `done`, `failed`, `stopped`, `lost`. */
  phase: string;
  /** When its run began, and the hours to what was last heard of it. */
  startedAt: string | null;
  hours: number;
  step: number | null;
  steps: number | null;
  /** In the order of their steps, thinned where there are many. */
  figures: BoardFigure[];
}

/** What a training said at a step; null: it said nothing of it there. */
export interface BoardFigure {
  step: number;
  loss: number | null;
  goldAccuracy: number | null;
}

/** Rows of stage 2 by what the rule made of them. Flipped ones are among the discarded. */
export interface BoardStageTwo {
  rows: number;
  kept: number;
  keptByJudges: number;
  discarded: number;
  flipped: number;
  /** Without a label that chooses a response, or without a reward. */
  undecided: number;
  /** Rows that judges were asked about. */
  asked: number | null;
}

/** The model that is trained on the whole data set. */
export interface BoardFinal {
  run: string | null;
  training: BoardTraining | null;
  accuracy: BoardAccuracy | null;
  registered: { model: string; version: number; digest: string } | null;
}

/** A plan of a project in a list. */
export interface BoardEntry {
  plan: string;
  state: BoardState;
  startedAt: string;
  at: string;
  /** The step that runs or waits. */
  step: string | null;
  waiting: BoardWaiting | null;
  /** Iterations that have ended, of how many. */
  iterations: { done: number; all: number };
}
