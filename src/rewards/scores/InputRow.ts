import type { Item } from '../../pairs/Item';

/** One response where it stands in its row. */
export interface RowResponse {
  /** Into `item.responses`. Two equal texts in one row are one response of the item. */
  index: number;
  /** The column that holds it. */
  column: string;
}

/** One row of the input. `line` is the 1-based line (JSON Lines, CSV) or element (JSON). */
export type InputRow = ItemRow | { kind: 'bad'; line: number; reason: string };

export interface ItemRow {
  kind: 'item';
  line: number;
  item: Item;
  responses: RowResponse[];
}
