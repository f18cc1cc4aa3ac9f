import { readFile, realpath } from 'node:fs/promises';
import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { BenchmarkPrompt } from '../../../src/curation/decontaminate/NGramIndex';
import type { Plan } from '../../../src/curation/plan/Plan';
import { readPlan } from '../../../src/curation/plan/readPlan';
import { parseProtocol } from '../../../src/verdicts/protocol/parseProtocol';
import type { Protocol } from '../../../src/verdicts/protocol/Protocol';
import type { CurationSetup } from '../CurationSetup';
import type { HumanWork } from '../human/HumanWork';
import { openHumanWork } from '../human/openHumanWork';
import { CallCache, type Spent } from '../machines/http/CallCache';
import type { TrainingObserver } from '../models/TrainingObserver';
import { writeDurably } from '../pipeline/durableFile';
import { PipelineError } from '../pipeline/PipelineError';
import { finalOf } from './finalOf';
import { machineId, PlanMachines } from './planMachines';
import { planFiles } from './planFiles';
import { planFolders } from './planFolders';
import { PlanModels } from './PlanModels';

/** Neighbours of a gold pair that are looked up: eight may be taken, and those that are labelled already are none. */
const candidates = 64;

export interface PlanPlaces {
  /** Where the plan's stages, calls and runs are kept; null: `curation/NAME` in the data folder, where a server finds its board. */
  into: string | null;
  dataFolder: string;
  /** The folder that holds `trainer/`. */
  trainer: string;
  environment: NodeJS.ProcessEnv;
  /** The text of the protocol where the plan names none. */
  usualProtocol: string;
  /** Told of trainings as they go. */
  observer?: TrainingObserver;
  /** Whether who interrupts the plan ends its run of the trainer as well; otherwise that goes on and is found again. */
  stopsTraining?: boolean;
}

/** A plan that can be run. */
export interface OpenPlan {
  plan: Plan;
  folder: string;
  setup: CurationSetup;
  human: HumanWork;
  machines: PlanMachines;
  /** What language models were paid for, by this and earlier runs. */
  spent(): Spent;
  close(): void;
}

/**
 * Reads a plan and finds all that it names; no machine is asked anything yet.
 * @throws PlanError, PipelineError, MachineError in sentences
 */
export async function openPlan(path: string, places: PlanPlaces): Promise<OpenPlan> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new PipelineError(`The plan ${path} cannot be read: ${error.message}`);
  });
  const plan = readPlan(text);
  const beside = dirname(resolve(path));
  const folder = places.into === null ? await ownFolder(path, plan, places.dataFolder) : resolve(places.into);
  mkdirSync(folder, { recursive: true });
  const cache = new CallCache(join(folder, 'calls.sqlite'));
  const machines = new PlanMachines({
    folder: beside,
    dataFolder: places.dataFolder,
    environment: places.environment,
    cache,
  });
  try {
    const protocol = await protocolText(plan, beside, places);
    const human = openHumanWork(plan, { folder, protocol, ...places });
    const setup = await setupOf(plan, { beside, folder, places, machines, human, protocol: parseProtocol(protocol) });
    return { plan, folder, setup, human, machines, spent: () => cache.spent(), close: () => cache.close() };
  } catch (error) {
    cache.close();
    throw error;
  }
}

/**
 * The folder of a plan among all plans of a data folder.
 * @throws PipelineError where another plan file has it
 */
async function ownFolder(path: string, { plan }: Plan, dataFolder: string): Promise<string> {
  const folder = join(planFolders(dataFolder), plan);
  const [note, own] = [join(folder, 'plan.path'), await realpath(path)];
  const known = await readFile(note, 'utf8').catch(() => null);
  if (known === null) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    await writeDurably(note, own);
  } else if (known !== own)
    throw new PipelineError(
      `${folder} is the folder of the plan ${known}, not of ${own}. Give this plan another name, or a folder of its own by --into.`,
    );
  return folder;
}

interface Found {
  beside: string;
  folder: string;
  places: PlanPlaces;
  machines: PlanMachines;
  human: HumanWork;
  protocol: Protocol;
}

async function setupOf(plan: Plan, found: Found): Promise<CurationSetup> {
  const { beside, machines, human, protocol } = found;
  const { people, iterations, retrieval, sampling, votes } = plan;
  const { temperature, topP, maxTokens, samples, maxPromptTokens, onOrders } = sampling;
  const models = new PlanModels(plan, { ...found.places, ...found });
  return {
    seed: plan.seed,
    files: await poolFiles(plan, beside),
    clean: await cleanOf(plan, beside),
    stageOne: {
      ...{ iterations: iterations.count, pairs: iterations.pairs, arrival: iterations.arrival, enough: people.enough },
      ...{ verdicts: people.verdicts, overlap: people.overlap, fold: people.fold, heldOut: people.heldOut },
      disputed: people.disputed,
    },
    retrieval: { ...retrieval, candidates },
    judging: {
      asking: { samples, maxPromptTokens, onOrders },
      sampling: { temperature, topP, maxTokens },
      sampleVote: { share: votes.sampleShare, fewestSamples: votes.fewestSamples },
      merge: { share: votes.modelShare, fewestModels: votes.fewestModels, weights: weightsOf(plan) },
      protocol,
    },
    stageTwo: plan.data.wild.length > 0 ? plan.stage2 : null,
    machines: {
      describer: plan.machines.describer && machines.judge(plan.machines.describer),
      embedding: models.embedding(plan.machines.embedding),
      judges: plan.machines.judges.map((judge) => machines.judge(judge)),
      models: await models.maker(),
    },
    final: await finalOf(plan, models, found.places),
    human,
    card: { plan: plan.plan, license: plan.data.license },
    versions: { plan: plan.plan, rules: '1' },
  };
}

async function poolFiles({ data }: Plan, beside: string): Promise<CurationSetup['files']> {
  const files: CurationSetup['files'][number][] = [];
  for (const part of ['start', 'pool', 'wild'] as const)
    for (const file of await planFiles(beside, data[part])) files.push({ part, ...file });
  return files;
}

async function cleanOf({ data, clean }: Plan, beside: string): Promise<CurationSetup['clean']> {
  const prompts: BenchmarkPrompt[] = [];
  for (const { path } of await planFiles(beside, data.benchmarks))
    for (const [at, line] of (await linesOf(path)).entries()) prompts.push(promptOf(line, path, at + 1));
  const files = await planFiles(beside, data.cleared);
  const cleared = await Promise.all(files.map(({ path }) => linesOf(path)));
  return { prompts, n: clean.words, scope: clean.scope, short: clean.short, cleared: cleared.flat() };
}

async function linesOf(path: string): Promise<string[]> {
  return (await readFile(path, 'utf8')).split(/\r?\n/).filter((line) => line.trim() !== '');
}

function promptOf(line: string, path: string, number: number): BenchmarkPrompt {
  const { benchmark, item, text } = parsed(line);
  if (typeof benchmark === 'string' && typeof text === 'string')
    return { benchmark, item: String(item ?? number), text };
  throw new PipelineError(`${path}, line ${number}, must be an object with "benchmark", "item" and "text".`);
}

function parsed(line: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(line)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** Null: one model one vote. */
function weightsOf({ machines }: Plan): Record<string, number> | null {
  const isOne = machines.judges.every(({ weight }) => weight === 1);
  return isOne ? null : Object.fromEntries(machines.judges.map((judge) => [machineId(judge), judge.weight]));
}

async function protocolText({ people }: Plan, beside: string, { usualProtocol }: PlanPlaces): Promise<string> {
  return people.protocol === null ? usualProtocol : readFile(resolve(beside, people.protocol), 'utf8');
}
