import type { Estimate } from './Estimate';
import { intervalPlot, type IntervalPlot, type PlotPanel } from './intervalPlot';
import type { LoopSetting } from './LoopSetting';
import type { FoundSetting } from './loopTables';
import { filters, strategies, type Strategy } from './runTrial';
import { filterWords, paperFilters, strategyWords } from './words';

/** The plots of docs/loop.md by their file names. */
export function loopFigures(found: readonly FoundSetting[]): Record<string, string> {
  const [people, peopleLength, ...others] = found;
  const made = others.find(({ setting }) => setting.truth === 'made');
  if (!people || !peopleLength || !made) throw new Error('A setting that the plots show was not measured.');
  const three = [people, peopleLength, made];
  const [labels, model] = (['labelAccuracy', 'modelGain'] as const).map((figure) =>
    three.map(({ setting, summary }) => strategyPanel(setting, summary[figure])),
  );
  return {
    'loop-labels.svg': plotOf(
      'Labels that are right after curation',
      'percent of the labels that the pool left with',
      labels,
    ),
    'loop-model.svg': plotOf(
      'Models on untouched pairs, against random verification',
      'points more of the untouched pairs that a model orders by the truth',
      model,
    ),
    'loop-keep.svg': plotOf(
      'Labels that a filter keeps',
      'percent right of the kept labels',
      filterPanels(three, 'keep'),
      'the paper',
    ),
    'loop-flip.svg': plotOf(
      'Labels that a filter flips',
      'percent right of the flipped labels',
      filterPanels(three, 'flip'),
      'the paper',
    ),
  };
}

function plotOf(title: string, axis: string, panels: PlotPanel[] = [], beside: string | null = null): string {
  const plot: IntervalPlot = { title, axis, beside, panels, description: descriptionOf(panels, beside) };
  return intervalPlot(plot);
}

function panelName({ truth, noise }: LoopSetting): string {
  return truth === 'made' ? 'Made, symmetric' : noise === 'length' ? 'People, length' : 'People, symmetric';
}

function strategyPanel(setting: LoopSetting, estimates: Record<Strategy, Estimate>): PlotPanel {
  const shown = strategies.map((name) => ({ name: strategyWords[name], estimate: estimates[name], beside: null }));
  return { name: panelName(setting), rows: shown };
}

function filterPanels(found: readonly FoundSetting[], figure: 'keep' | 'flip'): PlotPanel[] {
  return found.map(({ setting, summary }) => ({
    name: panelName(setting),
    rows: filters.map((filter) => ({
      name: filterWords[filter],
      estimate: summary[figure][filter],
      beside: paperFilters[filter]?.[figure] ?? null,
    })),
  }));
}

/** The plot in words: docs/loop.md has the tables. */
function descriptionOf(panels: readonly PlotPanel[], beside: string | null): string {
  const percent = (share: number): string => (100 * share).toFixed(1);
  return panels
    .map(({ name, rows }) => {
      const said = rows.map((row) => {
        const also = beside !== null && row.beside !== null ? ` (${beside} ${percent(row.beside)})` : '';
        return `${row.name} ${percent(row.estimate.mean)}${also}`;
      });
      return `${name}: ${said.join(', ')}.`;
    })
    .join(' ');
}
