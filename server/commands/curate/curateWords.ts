import { waitingWords } from '../../curation/pipeline/WaitingForPeople';
import type { Waiting } from '../../curation/pipeline/WaitingNote';
import type { Cost } from '../../../src/curation/cost/Cost';
import type { PlanCost } from '../../../src/curation/cost/planCost';
import { countWords } from '../words';

/** What a plan takes, as lines for a terminal. */
export function costWords({ iterations, stage2, final, all }: PlanCost, over: readonly string[]): string {
  const rows: [string, Cost][] = [
    ...iterations.map((cost, at): [string, Cost] => [`iteration ${at + 1}`, cost]),
    ['stage 2', stage2],
    ['final model', final],
    ['in all', all],
  ];
  const lines = rows.map(([name, cost]) => `${name.padEnd(13)}${costLine(cost)}`);
  const budget = over.length === 0 ? [] : ['More than the budget:', ...over.map((one) => `  ${one}`)];
  return `${[...lines, ...budget].join('\n')}\n`;
}

function costLine(cost: Cost): string {
  const tokens = `${countWords(Math.round(cost.tokensIn))} tokens in, ${countWords(Math.round(cost.tokensOut))} out`;
  const people = `${countWords(cost.verdicts)} verdicts (${cost.humanHours.toFixed(1)} h)`;
  return `${countWords(cost.calls)} calls, ${tokens}; ${cost.gpuHours.toFixed(2)} GPU h; ${people}; ${cost.money.toFixed(2)} money`;
}

/** A step of a plan: what it counted, null where it is open, and its report on what pairs share with benchmarks, if they do. */
export interface StatusRow {
  step: string;
  counts: Record<string, number> | null;
  review: string | null;
}

/** Which file a person should look at; null: none. */
export function reviewWords(path: string | null): string {
  return path === null ? '' : `; review ${path}`;
}

/** What is done of a plan, one step a line. @param waiting the step that waits for people, and for what */
export function statusWords(rows: readonly StatusRow[], waiting: Waiting | null = null): string {
  const lines = rows.map(({ step, counts, review }) => {
    const said =
      counts === null
        ? waiting?.step === step
          ? waitingWords(waiting)
          : 'open'
        : Object.entries(counts)
            .map(([name, count]) => `${name} ${countWords(count)}`)
            .join(', ') || 'done';
    return `${step.padEnd(15)}${said}${reviewWords(review)}`;
  });
  return `${lines.join('\n')}\n`;
}
