import type { Item } from '../../pairs/Item';

/** The columns of its row that held an item's responses, in the order of the item; empty where nobody noted it. */
export function responseColumns({ meta, responses }: Item): string[] {
  const about = Array.isArray(meta['responses']) ? meta['responses'] : [];
  return responses.map((_, at) => {
    const one = about[at] ?? null;
    const column = one !== null && typeof one === 'object' && !Array.isArray(one) ? one['column'] : null;
    return typeof column === 'string' ? column : '';
  });
}
