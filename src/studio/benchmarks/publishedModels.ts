import type { PublishedTable } from '../../benchmarks/published/PublishedTable';

/** A published model's figures by key, as shares. */
export interface PublishedModel {
  title: string;
  values: Map<string, number>;
}

/** The models of some tables, each with whatever is printed of it; of a figure that two tables print the first counts. */
export function publishedModels(tables: readonly PublishedTable[]): PublishedModel[] {
  const models = new Map<string, PublishedModel>();
  for (const { keys, rows, unit } of tables)
    for (const [title, values] of rows) {
      const model = models.get(title) ?? { title, values: new Map<string, number>() };
      models.set(title, model);
      for (const [at, key] of keys.entries()) {
        const value = values[at] ?? null;
        if (value !== null && !model.values.has(key)) model.values.set(key, unit === 'percent' ? value / 100 : value);
      }
    }
  return [...models.values()].sort((one, other) => rank(one.title) - rank(other.title));
}

/** The family that the seven benchmarks come from first. */
function rank(title: string): number {
  return title.startsWith('Skywork-Reward-V2-') ? 0 : 1;
}
