import type { Estimate } from './Estimate';
import type { LoopSetting } from './LoopSetting';
import { filters, strategies } from './runTrial';
import type { LoopSummary } from './summarise';
import { filterWords, paperFilters, settingWords, strategyWords } from './words';

export interface FoundSetting {
  setting: LoopSetting;
  name: string;
  summary: LoopSummary;
}

/** All figures as tables of Markdown, in percent; those of docs/loop.md are these. */
export function loopTables(found: readonly FoundSetting[]): string {
  return found
    .map(
      ({ setting, summary }) =>
        `\n**${settingWords(setting)}**\n\n${strategyTable(summary)}\n\n${filterTable(summary)}\n`,
    )
    .join('\n');
}

function strategyTable({
  labelAccuracy,
  labelled,
  modelAccuracy,
  modelGain,
  retrievalGain,
  found,
}: LoopSummary): string {
  const rows = strategies.map((strategy) =>
    row(
      strategyWords[strategy],
      percent(labelAccuracy[strategy]),
      points(labelled[strategy].mean),
      percent(found[strategy]),
      percent(modelAccuracy[strategy]),
      strategy === 'random' ? '' : percent(modelGain[strategy]),
    ),
  );
  const head = table(
    '',
    'Labels right, %',
    'Labelled, %',
    'Wrong among the judged, %',
    'Model right on untouched pairs, %',
    'Less random, points',
  );
  const gain = `Full loop less the loop by chance: labels ${percent(retrievalGain.labels)} points, model ${percent(retrievalGain.model)} points.`;
  return [head, ...rows, '', gain].join('\n');
}

function filterTable({ keep, flip, kept, judges, models }: LoopSummary): string {
  const rows = filters.map((filter) => {
    const paper = paperFilters[filter];
    return row(
      ...[filterWords[filter], points(kept[filter].mean), percent(keep[filter]), paper ? points(paper.keep) : ''],
      ...[percent(flip[filter]), paper ? points(paper.flip) : ''],
    );
  });
  const head = table('', 'Kept, %', 'Right of the kept, %', 'Paper', 'Right of the flipped, %', 'Paper');
  const sides =
    `On those pairs right: best model ${percent(models.best)}, gold model ${percent(models.gold)}, judges ${percent(judges.right)}, ` +
    `where the shorter response is right ${percent(judges.rightShorter)}.`;
  return [head, ...rows, '', sides].join('\n');
}

function table(...names: string[]): string {
  return `${row(...names)}\n${row(...names.map(() => '---'))}`;
}

function row(...cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function percent({ mean, low, high }: Estimate): string {
  return low === null || high === null ? points(mean) : `${points(mean)} (${points(low)} to ${points(high)})`;
}

function points(share: number): string {
  if (Number.isNaN(share)) return '';
  return (100 * share).toFixed(1).replace('-', '−');
}
