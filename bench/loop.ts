import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../scripts/program.mjs';
import { HeadTrainer, type Signs } from './loop/HeadTrainer';
import { loopFigures } from './loop/loopFigures';
import { loopPairs } from './loop/loopPairs';
import type { LoopPair } from './loop/LoopPair';
import { judges, loopSettings, settingName, type LoopSetting, type Truth } from './loop/LoopSetting';
import { loopTables } from './loop/loopTables';
import { personError } from './loop/personError';
import { plantNoise } from './loop/plantNoise';
import { runTrial, type TrialOutcome } from './loop/runTrial';
import { SimulatedJudges } from './loop/SimulatedJudges';
import { splitPairs } from './loop/splitPairs';
import { summarise } from './loop/summarise';
import { settingFields } from './loop/settingFields';
import { summaryFields } from './loop/summaryFields';
import type { BenchFields, BenchOptions } from './support/Bench';

/** The ridge of the head whose signs are the made truth. */
const madeRidge = 1;

/** Does the loop work? Strategies at one human budget, filters, and models, on people's votes. Draws docs/figures/loop-*.svg anew. */
export async function run({ quick }: BenchOptions): Promise<BenchFields> {
  const pairs = await loopPairs(projectRoot);
  const trainer = new HeadTrainer(pairs);
  const people = personError(projectRoot);
  const truths = truthsOf(pairs, trainer);
  const seeds = quick ? 3 : 30;
  const found = loopSettings().map((setting) => {
    const name = settingName(setting);
    console.log(`  ${name}, ${seeds} seeds`);
    const trials = Array.from({ length: seeds }, (_, seed) =>
      trialOf({ pairs, trainer, truth: truths[setting.truth], personError: people.error }, setting, String(seed + 1)),
    );
    return { setting, name, summary: summarise(trials) };
  });
  console.log(loopTables(found));
  if (!quick)
    for (const [file, text] of Object.entries(loopFigures(found)))
      writeFileSync(join(projectRoot, 'docs', 'figures', file), text);
  const [usual] = found;
  if (!usual) throw new Error('The bench has no setting.');
  return {
    ...{ seeds, pairs: pairs.length, prompts: new Set(pairs.map(({ group }) => group)).size },
    ...{ people_agreement: people.agreement, people_error: people.error },
    ...summaryFields(usual.summary),
    settings: Object.fromEntries(found.map(({ name, summary }) => [name, settingFields(summary)])),
  };
}

function truthsOf(pairs: readonly LoopPair[], trainer: HeadTrainer): Record<Truth, Signs> {
  const voted = Int8Array.from(pairs, (pair) => pair.voted);
  const { margins } = trainer.fit([...pairs.keys()], voted, madeRidge);
  return { people: voted, made: Int8Array.from(margins, (margin) => (margin > 0 ? 1 : -1)) };
}

interface Given {
  pairs: readonly LoopPair[];
  trainer: HeadTrainer;
  truth: Signs;
  personError: number;
}

function trialOf(given: Given, { noise, wrong, budget, judge }: LoopSetting, seed: string): TrialOutcome {
  const { pairs, truth } = given;
  const sides = splitPairs(pairs, seed);
  const source = plantNoise({ noise, wrong }, pairs, truth, [...sides.unverified, ...sides.wild], seed);
  return runTrial({
    ...given,
    ...sides,
    source,
    seed,
    budget,
    judges: new SimulatedJudges(pairs, truth, judges[judge], seed),
  });
}
