import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../scripts/program.mjs';
import { curvePlot } from './refit/curvePlot';
import { learningCurve, type CurvePoint, type Estimate, type JudgedState } from './refit/learningCurve';
import { measureRefit } from './refit/measureRefit';
import { statesOf } from './refit/statesOf';
import { votedPairs } from './refit/votedPairs';
import type { BenchFields, BenchOptions } from './support/Bench';

const steps = [25, 50, 100, 200, 400];

/** The local refit: how long it takes, and what it is worth on real people's votes. Draws docs/refit.svg anew. */
export async function run({ quick }: BenchOptions): Promise<BenchFields> {
  const [usual, wide] = [384, 1024].map((width) => measureRefit(500, width, quick ? 2 : 10));
  const pairs = await judgedStates();
  const points = learningCurve(pairs, steps, quick ? 4 : 40);
  if (!quick) writeFileSync(join(projectRoot, 'docs', 'refit.svg'), curvePlot(points, captionOf(points)));
  return {
    first_500x384_ms: usual?.firstMs ?? null,
    batch_500x384_ms: usual?.batchMs ?? null,
    batch_500x384_processor_ms: usual?.batchProcessorMs ?? null,
    first_500x1024_ms: wide?.firstMs ?? null,
    batch_500x1024_ms: wide?.batchMs ?? null,
    batch_500x1024_processor_ms: wide?.batchProcessorMs ?? null,
    ...{ pairs: pairs.length, prompts: new Set(pairs.map(({ prompt }) => prompt)).size },
    ...Object.fromEntries(points.map((point) => [`after_${String(point.verdicts)}`, fieldsOf(point)])),
  };
}

async function judgedStates(): Promise<JudgedState[]> {
  const voted = votedPairs(projectRoot);
  const states = await statesOf(projectRoot, voted);
  const prompts = new Map<string, number>();
  return voted.flatMap(({ group, prefersFirst }, row) => {
    const found = states[row];
    if (!found) return [];
    const prompt = prompts.get(group) ?? prompts.size;
    prompts.set(group, prompt);
    const { difference, margin } = found;
    return [{ prompt, difference: Float32Array.from(difference), margin, sign: prefersFirst ? 1 : -1 }];
  });
}

function fieldsOf({ accuracy, gain }: CurvePoint): BenchFields {
  const words = ({ mean, low, high }: Estimate): string =>
    `${(100 * mean).toFixed(1)} (${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)})`;
  const { refit, model, control } = accuracy;
  return { refit: words(refit), model: words(model), control: words(control), gain_points: words(gain) };
}

function captionOf(points: readonly CurvePoint[]): string {
  const parts = points.map(({ verdicts, accuracy }) => {
    const [refit, model, control] = [accuracy.refit, accuracy.model, accuracy.control].map(({ mean }) =>
      (100 * mean).toFixed(1),
    );
    return `${String(verdicts)} verdicts: refitted head ${refit ?? ''} %, model ${model ?? ''} %, control ${control ?? ''} %`;
  });
  return `Held-out accuracy. ${parts.join('; ')}.`;
}
