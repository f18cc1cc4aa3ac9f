import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { planCost } from '../../../src/curation/cost/planCost';
import { readPlan } from '../../../src/curation/plan/readPlan';
import { readAssumptions } from '../../../src/curation/scale/readAssumptions';
import { readTokens, scaleOf } from '../../../src/curation/scale/scaleOf';
import { scaleTables } from '../../../src/curation/scale/scaleTables';
import { runCurate } from '../../server/curation/support/runCurate';

const path = (name: string) => fileURLToPath(new URL(`../../../${name}`, import.meta.url));
const planPath = path('src/curation/plan/scale-40m.yaml');
const assumptionsPath = path('src/curation/plan/scale-40m-assumptions.yaml');
const pagePath = path('docs/scale.md');
const text = readFileSync(assumptionsPath, 'utf8');
const plan = readPlan(readFileSync(planPath, 'utf8'));
const assumptions = readAssumptions(text);
const scale = scaleOf(plan, assumptions);
const [begin, end] = ['<!-- computed -->\n', '\n<!-- end of computed -->'];

test('docs/scale.md has the tables that are reckoned; with "-u" behind its name, this file writes them anew', async () => {
  const page = readFileSync(pagePath, 'utf8');
  const [before = '', rest = ''] = page.split(begin);
  const after = rest.slice(rest.indexOf(end));
  const tables = scaleTables(planCost(plan, assumptions.measures), scale);
  await expect(`${before}${begin}${tables}${after}`).toMatchFileSnapshot(pagePath);
});

test('the command prints these tables, and opens nothing that the plan names', async () => {
  const { exitCode, out } = await runCurate('/nowhere', 'cost', planPath, '--assume', assumptionsPath);
  expect(exitCode).toBe(0);
  const tables = scaleTables(planCost(plan, assumptions.measures), scale);
  expect(out).toContain(tables);
  expect(readFileSync(pagePath, 'utf8')).toContain(tables);
});

test('a step takes half the hours at twice its rate, and judges on GPUs are paid', () => {
  const measured = { ...assumptions.measured, ruleRowsPerSecond: 2 * assumptions.measured.ruleRowsPerSecond };
  const hoursOf = (one: typeof scale) => one.machine.find(({ name }) => name === 'Rule of stage 2')?.hours ?? 0;
  expect(hoursOf(scaleOf(plan, { ...assumptions, measured }))).toBeCloseTo(hoursOf(scale) / 2);
  const cluster = { ...assumptions.cluster, judgeReadTokensPerSecond: 1e15, judgeWriteTokensPerSecond: 1e15 };
  expect(scaleOf(plan, { ...assumptions, cluster }).money).toBeLessThan(scale.money);
});

test('kept beginnings of prompts leave less to read than is sent', () => {
  const { tokensIn } = planCost(plan, assumptions.measures).all;
  expect(readTokens(plan, assumptions)).toBeLessThan(tokensIn / 5);
});

test.each([
  ['wild: 40_000_000', 'wild: many', /"measures\.wild" must be a whole number .*"many"/],
  ['gpus: 64', 'gpu: 64', /"gpu", which is not known/],
])('assumptions are refused by line: %s as %s', (from, to, message) => {
  expect(() => readAssumptions(text.replace(from, to))).toThrow(message);
});
