import { canonicalJson } from '../canonicalJson';
import { chooseLabel } from './chooseLabel';
import { labelChoices, type ExportOptions } from './ExportOptions';
import { rowOf, type ExportRow } from './ExportRow';
import type { StayOutReason } from './stayOutReasons';
import type { PairSource, PairToExport } from './PairToExport';
import type { Profile } from './profiles/Profile';

/** A pair that was given: its row, and the reason where it stays out. */
export interface SelectedRow {
  row: ExportRow;
  stayOut: StayOutReason | null;
}

/**
 * Decides pair by pair what leaves. The same pair from several data sets leaves once, except where everything does.
 *
 * @throws Error where the source is not in the order of the pairs' ids.
 */
export async function* selectRows(
  source: PairSource,
  options: ExportOptions,
  profile: Profile,
): AsyncGenerator<SelectedRow> {
  for await (const same of samePairs(source)) {
    const rows = same.map((given) => rowOf(given, chooseLabel(given, options)));
    for (const row of rows) yield { row, stayOut: stayOutAmong(rows, row, options, profile) };
  }
}

/** Whether a row goes to the file of soft labels: it has votes, but no side or no agreement, and the profile cannot say so. */
export function isSoft({ row: { label }, stayOut }: SelectedRow): boolean {
  return (stayOut === 'tie' || stayOut === 'divided') && label !== null && label.firstShare !== null;
}

/** Runs of pairs with one id, each in an order that does not depend on the source's. */
async function* samePairs(source: PairSource): AsyncGenerator<PairToExport[]> {
  let run: PairToExport[] = [];
  for await (const one of source()) {
    const last = run[0]?.pair.id ?? '';
    if (one.pair.id < last)
      throw new Error(`An export needs its pairs in the order of their ids; ${one.pair.id} came after ${last}.`);
    if (one.pair.id !== last && run.length > 0) {
      yield inOrder(run);
      run = [];
    }
    run.push(one);
  }
  if (run.length > 0) yield inOrder(run);
}

function inOrder(run: PairToExport[]): PairToExport[] {
  if (run.length === 1) return run;
  const keyed = run.map((one) => ({ one, key: canonicalJson(one.pair) }));
  return keyed.sort((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -1 : 1)).map(({ one }) => one);
}

/** As `stayOut`, for a pair that several data sets hold. */
function stayOutAmong(
  rows: ExportRow[],
  row: ExportRow,
  options: ExportOptions,
  profile: Profile,
): StayOutReason | null {
  if (profile.takes === 'everything' || row.label === null) return stayOut(row, options, profile);
  if (contradictory(rows)) return 'opposite';
  const labelledBefore = rows.slice(0, rows.indexOf(row)).some(({ label }) => label !== null);
  return labelledBefore ? 'twice' : stayOut(row, options, profile);
}

function contradictory(rows: ExportRow[]): boolean {
  const says = (outcome: string) => rows.some(({ label }) => label?.outcome === outcome);
  return says('first') && says('second');
}

function stayOut(row: ExportRow, options: ExportOptions, profile: Profile): StayOutReason | null {
  const { label, given } = row;
  if (profile.takes === 'everything') return profile.refuses(row);
  if (label === null) return withoutLabel(given, options);
  const tieLeaves = label.outcome === 'tie' && profile.takes === 'ties' && options.softLabels;
  if (tieLeaves) return profile.refuses(row);
  if (label.outcome !== 'first' && label.outcome !== 'second') return label.outcome;
  const needsStrength = options.margin !== null && profile.strength === 'as margin';
  if (needsStrength && label.strength === null) return 'no_strength';
  return profile.refuses(row);
}

/** Verdicts explain a missing label only where gold ones are asked for. */
function withoutLabel({ label, silver }: PairToExport, { labels }: ExportOptions): StayOutReason {
  const goldAsked = (labelChoices[labels] as readonly string[]).includes('gold');
  if (!goldAsked || label === null || silver !== null) return 'unlabelled';
  return label.choice.kind === 'skip' ? 'skip' : 'not_gold';
}
