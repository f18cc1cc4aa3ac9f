import { planCost, type PlanCost } from '../../../src/curation/cost/planCost';
import { Pipeline, type PipelineView } from '../../curation/pipeline/Pipeline';
import { PipelineError } from '../../curation/pipeline/PipelineError';
import { measurePlan } from '../../curation/plan/measurePlan';
import type { OpenPlan } from '../../curation/plan/openPlan';
import { stepsOf } from '../../curation/stepsOf';
import { withSql } from './withSql';

interface PriceFlags {
  redo: boolean;
  /** Whether a server of people that is away is waited for. */
  wait: boolean;
}

/** Reads and cleans, which costs nothing and is needed anyway, and reckons the rest. */
export async function priceOf(
  { plan, folder, setup, human }: OpenPlan,
  { redo, wait }: PriceFlags,
  view: PipelineView,
  signal: AbortSignal,
): Promise<PlanCost> {
  const ask = { signal, isPatient: wait, note: (words: string) => view.note?.('people', words) };
  const pipeline = new Pipeline(folder, stepsOf(setup).slice(0, 2));
  const outcome = await pipeline.run({ view, signal, redo });
  const clean = outcome.state === 'done' ? outcome.outputs.get('clean') : undefined;
  if (clean === undefined) throw new PipelineError('The pool could not be read.');
  return withSql(folder, async (sql) => planCost(plan, await measurePlan(sql, clean, human, ask)));
}
