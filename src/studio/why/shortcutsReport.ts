import { formattingRewrites } from '../../rewards/probes/formattingRewrites';
import {
  fewestChanged,
  shortcutThreshold,
  type ShortcutFigure,
  type ShortcutFigures,
} from '../../rewards/probes/shortcutFigures';
import type { ChartTable } from '../charts/ChartTable';

/** What a report says beside its figures, so that another person gets the same. */
export interface ReportFacts {
  dataSet: { id: string; name: string };
  model: { key: string | null; title: string };
  seed: string;
  pairs: number;
}

/** What a figure is of, in words: the rewrite and where it was applied. */
export function figureWords({ rewrite, side }: ShortcutFigure): [string, string] {
  const places = { both: 'both responses', ahead: 'only the one ahead', behind: 'only the one behind' };
  const title = rewrite === null ? 'Any of these' : (formattingRewrites[rewrite]?.title ?? '');
  return [title, side === null ? 'anywhere' : places[side]];
}

/** The figures as a table: for the screen reader of files. Shares are from 0 to 1. */
export function shortcutsTable({ any, each }: ShortcutFigures): ChartTable {
  return {
    columns: ['rewrite', 'applied to', 'turned', 'changed', 'share', 'low', 'high', 'flagged'],
    rows: [any, ...each].map((figure, mark) => ({
      cells: [
        ...figureWords(figure),
        figure.turned,
        figure.changed,
        figure.changed === 0 ? null : figure.turned / figure.changed,
        figure.changed === 0 ? null : figure.interval.low,
        figure.changed === 0 ? null : figure.interval.high,
        figure.flagged ? 'shortcut' : '',
      ],
      mark,
    })),
  };
}

/** The whole report as JSON; the same measurement gives the same bytes. */
export function shortcutsJson(facts: ReportFacts, figures: ShortcutFigures): string {
  const { measured, without, ties } = figures;
  const each = [figures.any, ...figures.each].map((figure) => {
    const [title, applied] = figureWords(figure);
    const name = figure.rewrite === null ? null : (formattingRewrites[figure.rewrite]?.name ?? null);
    const { turned, changed, interval, flagged, rows } = figure;
    return {
      rewrite: name,
      title,
      applied,
      turned,
      changed,
      interval95: interval,
      flagged,
      rows: rows.map((row) => row + 1),
    };
  });
  const said = {
    ...facts,
    interval: 'Wilson, 95 %',
    threshold: shortcutThreshold,
    fewestChanged,
    measured,
    without,
    ties,
  };
  return `${JSON.stringify({ ...said, figures: each }, null, 2)}\n`;
}
