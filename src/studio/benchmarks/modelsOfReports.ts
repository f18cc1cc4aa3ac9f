import { sevenNames, type SevenName } from '../../benchmarks/meanOfSeven';
import type { Figure } from '../../benchmarks/BenchmarkResult';
import type { KeptReport } from './KeptBenchmarks';

/** A model with its headline figures. */
export interface ModelOfReports {
  owner: string;
  title: string;
  figures: Partial<Record<SevenName, { figure: Figure; report: KeptReport }>>;
}

/** Whose report this is: an engine's model is known by its key; rewards of several files are one model where they have one name. */
export function ownerOf({ kind, key, title }: Pick<KeptReport, 'kind' | 'key' | 'title'>): string {
  return kind === 'engine' ? key : `name:${title}`;
}

/** The models that have reports, with their figures of the table of seven. */
export function modelsOfReports(reports: readonly KeptReport[]): ModelOfReports[] {
  const models = new Map<string, ModelOfReports>();
  for (const report of reports) {
    const name = sevenNames.find((one) => one === report.benchmark);
    const figure = report.report.result.figures.find(({ key }) => key === report.report.headline);
    if (name === undefined) continue;
    const owner = ownerOf(report);
    const model = models.get(owner) ?? { owner, title: report.title, figures: {} };
    if (figure) model.figures[name] = { figure, report };
    models.set(owner, model);
  }
  return [...models.values()];
}
