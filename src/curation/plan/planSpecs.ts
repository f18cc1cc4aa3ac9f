import { foldNames } from '../../verdicts/folds/FoldName';
import { usualN } from '../decontaminate/NGramIndex';
import { usualAsking } from '../judge/askJudge';
import { usualRetrieval } from '../retrieval/RetrievalSettings';
import { mostNeighbours } from '../retrievalK';
import { arrivals } from '../stageOne/arrivalOf';
import { usualStageTwo } from '../stageTwo/StageTwoSettings';
import { usualMerge } from '../votes/mergeVotes';
import { usualSampleVote } from '../votes/modelVote';
import { address, judgeSpec, keyVariable, machineSpec } from './machineSpec';
import type { Plan, PlanBudget, PlanData, PlanMachines, PlanPeople, PlanPrices, PlanRegistry, PlanVotes } from './Plan';
import { choice, list, matching, number, orNone, section, text, texts, yesOrNo, type Range, type Specs } from './specs';
import { trainingSpec } from './trainingSpec';

const count: Range = { least: 0, most: 1e12, whole: true };
const counted: Range = { least: 1, most: 1e9, whole: true };
const share: Range = { least: 0, most: 1 };
const cosine: Range = { least: -1, most: 1 };
const amount: Range = { least: 0, most: Infinity };

/** Every setting of a plan: where it stands, what it may be, and what it is where the plan does not say it. */
export const planSpecs: Specs<Plan> = {
  plan: matching(/^[a-z0-9-]{1,64}$/, 'a name of lower-case letters, digits and hyphens, 64 at most'),
  seed: text(),
  data: section<PlanData>({
    pool: texts(1),
    start: texts(),
    wild: texts(),
    benchmarks: texts(),
    cleared: texts(),
    license: orNone(text()),
  }),
  clean: section<Plan['clean']>({
    words: number({ least: 5, most: 50, whole: true }, usualN),
    scope: choice(['prompt', 'pair'], 'prompt'),
    short: choice(['whole', 'ignore'], 'whole'),
  }),
  people: section<PlanPeople>({
    verdicts: number(count),
    overlap: number(share, 0.1),
    enough: number(share, 1),
    fold: choice(foldNames, 'adjudicated'),
    protocol: orNone(text()),
    heldOut: number({ least: 0, most: 0.5 }, 0.1),
    disputed: choice(['leave', 'wait'], 'leave'),
    server: orNone(
      matching(
        /^(https:\/\/[^\s/?#@]+|http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?)$/,
        'an address like https://assay.example.org, without path, name or password; http only for this machine',
      ),
    ),
    project: matching(
      /^[a-z0-9][a-z0-9-]{0,63}$/,
      'a project of lower-case letters, digits and hyphens, 64 at most',
      'main',
    ),
    keyVariable,
  }),
  iterations: section<Plan['iterations']>({
    count: number({ least: 0, most: 100, whole: true }, 8),
    pairs: number(counted, 125_000),
    arrival: choice(arrivals, 'even'),
  }),
  retrieval: section<Plan['retrieval']>({
    threshold: orNone(number(cosine)),
    repeats: choice(['count', 'pass'], usualRetrieval.repeats),
    examples: number({ least: 0, most: mostNeighbours, whole: true }, mostNeighbours),
    exampleThreshold: orNone(number(cosine)),
  }),
  machines: section<PlanMachines>({
    training: orNone(text()),
    final: orNone(text()),
    best: orNone(machineSpec),
    gold: orNone(machineSpec),
    embedding: machineSpec,
    describer: orNone(machineSpec),
    judges: list(judgeSpec, 0),
  }),
  training: trainingSpec,
  sampling: section<Plan['sampling']>({
    samples: number({ least: 1, most: 128, whole: true }, usualAsking.samples),
    temperature: number({ least: 0, most: 2 }, 0.7),
    topP: number(share, 0.95),
    maxTokens: number(counted, 1024),
    maxPromptTokens: number(counted, usualAsking.maxPromptTokens),
    onOrders: choice(['abstain', 'ask'], usualAsking.onOrders),
  }),
  votes: section<PlanVotes>({
    sampleShare: number({ least: 0.5, most: 0.99 }, usualSampleVote.share),
    fewestSamples: number(counted, usualSampleVote.fewestSamples),
    modelShare: number({ least: 0.5, most: 0.99 }, usualMerge.share),
    fewestModels: number(counted, usualMerge.fewestModels),
  }),
  stage2: section<Plan['stage2']>({
    band: number({ least: 0, most: 0.499 }, usualStageTwo.band),
    flip: yesOrNo(usualStageTwo.flip),
    flipAtMost: number(share, usualStageTwo.flipAtMost),
  }),
  budget: section<PlanBudget>({
    calls: orNone(number(count)),
    tokens: orNone(number(count)),
    gpuHours: orNone(number(amount)),
    humanHours: orNone(number(amount)),
    money: orNone(number(amount)),
  }),
  prices: section<PlanPrices>({
    verdict: number(amount, 0.5),
    gpuHour: number(amount, 0),
    millionTokensIn: number(amount, 0),
    millionTokensOut: number(amount, 0),
  }),
  registry: orNone(
    section<PlanRegistry>({
      server: address,
      model: text(),
      keyVariable,
      tags: texts(),
      patience: number({ least: 0, most: 10_000 }, 10),
    }),
  ),
};
