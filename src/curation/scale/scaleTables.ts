import type { PlanCost } from '../cost/planCost';
import type { Scale } from './scaleOf';

const figure = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const terabyte = 1e12;

/** A plan on paper as Markdown: people and calls, GPUs, one machine, disks, money. */
export function scaleTables({ iterations, stage2, all }: PlanCost, scale: Scale): string {
  const last = iterations.length;
  const stageOne = (name: 'verdicts' | 'humanHours' | 'calls' | 'tokensIn' | 'tokensOut') =>
    iterations.reduce((sum, one) => sum + one[name], 0);
  const people = (['verdicts', 'humanHours', 'calls', 'tokensIn', 'tokensOut'] as const).map((name) => [
    names[name],
    figure.format(stageOne(name)),
    figure.format(stage2[name]),
    figure.format(all[name]),
  ]);
  const gpuHours = scale.gpu.reduce((sum, one) => sum + one.gpuHours, 0);
  const days = scale.gpu.reduce((sum, one) => sum + one.days, 0);
  return [
    table(['', `Stage 1, ${last} iterations`, 'Stage 2', 'In all'], people),
    table(
      ['On GPUs', 'GPU hours', 'Days of all GPUs'],
      [
        ...scale.gpu.map((one) => [one.name, figure.format(one.gpuHours), figure.format(one.days)]),
        ['In all', figure.format(gpuHours), figure.format(days)],
      ],
    ),
    table(
      ['On one machine with 2 cores', 'Hours'],
      [
        ...scale.machine.map(({ name, hours }) => [name, figure.format(hours)]),
        ['Score the wild pool twice by the built-in 0.6B engine', `${figure.format(scale.engineYears)} years`],
      ],
    ),
    table(
      ['On disks', 'TB'],
      scale.storage.map(({ name, bytes }) => [name, figure.format(bytes / terabyte)]),
    ),
    `People and GPUs together: ${figure.format(scale.money)} dollars. The paper's formula ($0.50, $0.05 and $0.01 a pair of gold, silver and stage 2) gives ${figure.format(scale.paperMoney)}.`,
  ].join('\n\n');
}

const names = {
  verdicts: 'Verdicts of people',
  humanHours: 'Hours of people',
  calls: 'Calls of describers and judges',
  tokensIn: 'Tokens sent',
  tokensOut: 'Tokens written',
};

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
