import type { FoldName } from '../../verdicts/folds/FoldName';
import type { ContaminationScope } from '../decontaminate/contaminationOf';
import type { AskSettings } from '../judge/askJudge';
import type { Sampling } from '../machine/Sampling';
import type { RetrievalSettings } from '../retrieval/RetrievalSettings';
import type { Arrival } from '../stageOne/arrivalOf';
import type { StageTwoSettings } from '../stageTwo/StageTwoSettings';
import type { JudgeSettings, MachineSettings } from './machineSpec';
import type { PlanTraining } from './trainingSpec';

/** Both stages of curation as one file says them. Everything that decides about a label stands here; docs/curation.md has each. */
export interface Plan {
  /** `[a-z0-9-]{1,64}`: names its folder and its runs. */
  plan: string;
  /** Every choice by chance follows from it. */
  seed: string;
  data: PlanData;
  clean: { words: number; scope: ContaminationScope; short: 'whole' | 'ignore' };
  people: PlanPeople;
  iterations: { count: number; pairs: number; arrival: Arrival };
  retrieval: RetrievalSettings & { examples: number; exampleThreshold: number | null };
  machines: PlanMachines;
  training: PlanTraining;
  sampling: Sampling & AskSettings;
  votes: PlanVotes;
  stage2: StageTwoSettings;
  budget: PlanBudget;
  prices: PlanPrices;
  /** Where the model that is trained on the whole data set goes; null: it stays in its run folder. */
  registry: PlanRegistry | null;
}

/** Files, as paths or patterns beside the plan. */
export interface PlanData {
  /** The unverified pool of stage 1. */
  pool: string[];
  /** Labelled pairs that the first reward model learns from. */
  start: string[];
  /** The pool of stage 2; empty: there is no stage 2. */
  wild: string[];
  /** Prompts of benchmarks: JSON Lines of `benchmark`, `item`, `text`. */
  benchmarks: string[];
  /** Files of passages that a person has cleared, one a line. */
  cleared: string[];
  /** Of the data set that the plan makes: an identifier of the Hub such as `cc-by-4.0`. */
  license: string | null;
}

export interface PlanPeople {
  /** Verdicts an iteration. */
  verdicts: number;
  /** Share of their pairs that two people judge. */
  overlap: number;
  /** Share of the pairs given out whose verdicts have to be there before an iteration goes on. */
  enough: number;
  fold: FoldName;
  /** The protocol's file; null: the studio's own. */
  protocol: string | null;
  /** Share of gold, by prompt, by which the gold model's checkpoint is chosen. */
  heldOut: number;
  /** Whether an iteration waits for somebody to decide where people contradict each other, or leaves the pair without a label. */
  disputed: 'leave' | 'wait';
  /** Address of the server whose people judge; null: tasks and verdicts go by files. */
  server: string | null;
  /** The project there; its curators see how the plan goes. */
  project: string;
  /** The environment variable with a token of that server; null: nobody signs in there. */
  keyVariable: string | null;
}

export interface PlanMachines {
  /** How both reward models are trained: a run file of the trainer; null: they are served and named below. */
  training: string | null;
  /** How the model of the whole data set is trained: a run file; null: as `training` says, or not at all where that is none too. */
  final: string | null;
  best: MachineSettings | null;
  gold: MachineSettings | null;
  embedding: MachineSettings;
  /** Writes attributes; null: pairs have those that their rows bring. */
  describer: MachineSettings | null;
  judges: JudgeSettings[];
}

export interface PlanVotes {
  /** Inside a model: the share to exceed, and the valid samples needed. */
  sampleShare: number;
  fewestSamples: number;
  /** Across models. */
  modelShare: number;
  fewestModels: number;
}

/** Where it ends, whatever is left to do; null: without limit. */
export interface PlanBudget {
  calls: number | null;
  tokens: number | null;
  gpuHours: number | null;
  humanHours: number | null;
  money: number | null;
}

/** In one currency. */
export interface PlanPrices {
  verdict: number;
  gpuHour: number;
  millionTokensIn: number;
  millionTokensOut: number;
}

/** A server's registry of models. */
export interface PlanRegistry {
  /** The server's address. */
  server: string;
  /** What the model is called there. */
  model: string;
  /** The environment variable with a token of that server; null: none is sent. */
  keyVariable: string | null;
  /** Beside `candidate`, which every model of a plan gets. */
  tags: string[];
  /** Minutes that a server which does not answer is waited for. */
  patience: number;
}
