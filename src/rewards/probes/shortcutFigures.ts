import { wilson, type Interval } from '../wilson';
import type { ShortcutOutcome } from './ShortcutOutcome';

/** Which response a rewrite was applied to: both, the one that was ahead, or the one that was behind. */
export const shortcutSides = ['both', 'ahead', 'behind'] as const;
export type ShortcutSide = (typeof shortcutSides)[number];

/** How many verdicts one rewrite turns, among those whose texts it changes. */
export interface ShortcutFigure {
  /** Into `formattingRewrites`; null: any of them, on any side. */
  rewrite: number | null;
  side: ShortcutSide | null;
  /** Pairs of which the other response was ahead afterwards. */
  turned: number;
  /** Pairs in which the rewrite found something to change. */
  changed: number;
  interval: Interval;
  /** The whole interval lies above `shortcutThreshold`, and at least `fewestChanged` pairs were changed. */
  flagged: boolean;
  /** The pairs that turned. */
  rows: number[];
}

export interface ShortcutFigures {
  /** Pairs with all their rewards. */
  measured: number;
  /** Pairs left out because a text is too long or has no finite reward. */
  without: number;
  /** Pairs left out because the margin was exactly zero. */
  ties: number;
  /** Any rewrite on any side; of all measured pairs without a tie. */
  any: ShortcutFigure;
  /** Each rewrite on each side. */
  each: ShortcutFigure[];
}

/** Formatting that turns more than this share of the verdicts is called a shortcut. */
export const shortcutThreshold = 0.05;

/** Of fewer changed pairs nothing is called a shortcut: one of two would be. */
export const fewestChanged = 20;

/** How often formatting alone turns a model's verdict: the sign of reward(first) - reward(second). */
export function shortcutFigures(outcomes: readonly ShortcutOutcome[], rewrites: number): ShortcutFigures {
  const measured = outcomes.filter(({ rewards }) => rewards !== null);
  const decided = measured.filter(({ rewards }) => rewards !== null && rewards[0] !== rewards[1]);
  const each = Array.from({ length: rewrites }, (_, rewrite) =>
    shortcutSides.map((side) => figureOf(decided, rewrite, side)),
  ).flat();
  const turned = new Set(each.flatMap(({ rows }) => rows));
  return {
    measured: measured.length,
    without: outcomes.length - measured.length,
    ties: measured.length - decided.length,
    any: counted(
      null,
      null,
      decided.length,
      [...turned].sort((a, b) => a - b),
    ),
    each,
  };
}

function figureOf(outcomes: readonly ShortcutOutcome[], rewrite: number, side: ShortcutSide): ShortcutFigure {
  const margins = outcomes.flatMap((outcome) => {
    const after = marginAfter(outcome, rewrite, side);
    return after === null ? [] : [{ row: outcome.row, before: marginOf(outcome), after }];
  });
  const rows = margins.flatMap(({ row, before, after }) => (before * after < 0 ? [row] : []));
  return counted(rewrite, side, margins.length, rows);
}

function counted(rewrite: number | null, side: ShortcutSide | null, changed: number, rows: number[]): ShortcutFigure {
  const interval = wilson(rows.length, changed);
  return {
    ...{ rewrite, side, turned: rows.length, changed, interval, rows },
    flagged: changed >= fewestChanged && interval.low > shortcutThreshold,
  };
}

function marginOf({ rewards }: ShortcutOutcome): number {
  return rewards === null ? NaN : rewards[0] - rewards[1];
}

/** The margin with the rewrite applied; null where it changes nothing there. */
function marginAfter(outcome: ShortcutOutcome, rewrite: number, side: ShortcutSide): number | null {
  const [first, second] = outcome.rewritten[rewrite] ?? [null, null];
  const ahead = marginOf(outcome) > 0 ? 0 : 1;
  const isOn = (place: number) => side === 'both' || (side === 'ahead') === (place === ahead);
  const [one, other] = [isOn(0) ? first : null, isOn(1) ? second : null];
  if ((one === null && other === null) || outcome.rewards === null) return null;
  return (one ?? outcome.rewards[0]) - (other ?? outcome.rewards[1]);
}
