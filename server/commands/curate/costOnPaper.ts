import { readFile } from 'node:fs/promises';
import { budgetExceeded } from '../../../src/curation/cost/budgetExceeded';
import { planCost } from '../../../src/curation/cost/planCost';
import { readPlan } from '../../../src/curation/plan/readPlan';
import { readAssumptions } from '../../../src/curation/scale/readAssumptions';
import { scaleOf } from '../../../src/curation/scale/scaleOf';
import { scaleTables } from '../../../src/curation/scale/scaleTables';
import { withFileErrors } from '../../fileProblems';
import { exitCodes } from '../CommandError';
import type { Terminal } from '../Terminal';
import { costWords } from './curateWords';

/**
 * What a plan would take by assumptions: no file that the plan names is opened and no machine is asked.
 * @throws PlanError, FileError
 */
export async function costOnPaper(
  planPath: string,
  assumptionsPath: string,
  json: boolean,
  terminal: Terminal,
): Promise<number> {
  const [plan, assumptions] = [readPlan(await textOf(planPath)), readAssumptions(await textOf(assumptionsPath))];
  const cost = planCost(plan, assumptions.measures);
  const scale = scaleOf(plan, assumptions);
  const over = budgetExceeded(cost.all, plan.budget);
  terminal.out(
    json
      ? `${JSON.stringify({ ...cost, scale, overBudget: over })}\n`
      : `${costWords(cost, over)}\n${scaleTables(cost, scale)}\n`,
  );
  return exitCodes.done;
}

function textOf(path: string): Promise<string> {
  return withFileErrors(`read ${path}`, () => readFile(path, 'utf8'));
}
