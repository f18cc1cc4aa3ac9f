import type { OpenDataSet } from '../OpenDataSet.svelte';
import type { Studio } from '../Studio.svelte';
import { Refit } from './Refit.svelte';
import { Report } from './Report.svelte';
import { ReportSettings } from './ReportSettings.svelte';

export interface OpenReport {
  report: Report;
  refit: Refit;
  settings: ReportSettings;
}

const reports = new WeakMap<OpenDataSet, OpenReport>();

/** The report of an open data set with its refit: the same ones until the page is left. */
export function reportOf(
  { fold, store, states, models }: Pick<Studio, 'fold' | 'store' | 'states' | 'models'>,
  open: OpenDataSet,
): OpenReport {
  const known = reports.get(open);
  if (known) return known;
  const [report, settings] = [new Report(open, fold), new ReportSettings(store)];
  const made = {
    report,
    settings,
    refit: new Refit({ open, report, states, settings, modelKey: () => models.rewardsKey }),
  };
  reports.set(open, made);
  return made;
}
