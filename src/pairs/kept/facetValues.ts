import type { Item } from '../Item';
import type { Json } from '../Json';

/**
 * What may be a facet of an item, by name: the columns that no format read, the label where it is more than a side (strength,
 * votes; of a list of annotators how many there are) and the models that wrote the responses.
 */
export function facetValues({ meta }: Item): [name: string, value: Json][] {
  const values = [...labelValues(meta['label'] ?? null), ...membersOf(meta['columns'] ?? null)];
  const models = modelsOf(meta['responses'] ?? null);
  if (models !== null) values.push(['models', models]);
  return values;
}

function labelValues(label: Json): [string, Json][] {
  if (label === null) return [];
  if (typeof label !== 'object') return [['label', label]];
  return membersOf(label).map(([name, value]) =>
    Array.isArray(value) ? [`${name} (count)`, value.length] : [name, value],
  );
}

function membersOf(value: Json): [string, Json][] {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : [];
}

function modelsOf(responses: Json): string | null {
  if (!Array.isArray(responses)) return null;
  const models = new Set<string>();
  for (const about of responses) {
    const model = about !== null && typeof about === 'object' && !Array.isArray(about) ? about['model'] : null;
    if (typeof model === 'string') models.add(model);
  }
  return models.size === 0 ? null : [...models].sort().join(' / ');
}
