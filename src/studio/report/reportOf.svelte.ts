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
  const [report, settings] = [
    new Report(open, fold, () => store.setting<string>(`queue-seed:${open.dataSet.id}`)),
    new ReportSettings(store),
  ];
  const refit = new Refit({ open, report, states, settings, modelKey: () => models.rewardsKey });
  // Lives as long as what it watches: nothing but the open data set holds it.
  $effect.root(() => {
    $effect(() => {
      void open.verdictsVersion;
      void refit.considerBatch();
    });
  });
  const made = { report, settings, refit };
  reports.set(open, made);
  return made;
}
