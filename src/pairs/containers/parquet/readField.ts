import type { Json } from '../../Json';
import { BrokenCell } from './cellReader';
import type { LeafCursor } from './LeafCursor';
import type { SchemaNode } from './SchemaNode';

/** A row that is being put together; `broken` says why it cannot be shown. */
export interface RowInMaking {
  leaves: LeafCursor[];
  broken: string | null;
}

/**
 * The next value of a field, put together from its leaves: lists of structs are stored as one run of values for each of their
 * fields, with levels that say where a list begins and what is not there.
 *
 * @throws ParquetDamage where its leaves contradict each other.
 */
export function readField(node: SchemaNode, row: RowInMaking): Json {
  if (node.repetition === 'required') return readPresent(node, row);
  const isThere = (firstOf(node, row)?.definition ?? 0) >= node.definition;
  if (!isThere) for (const leaf of leavesOf(node, row)) leaf.skip(node.definition);
  if (node.repetition === 'optional') return isThere ? readPresent(node, row) : null;
  const list: Json[] = [];
  if (!isThere) return list;
  do list.push(readPresent(node, row));
  while (goesOn(node, row));
  return list;
}

/** Whether the next value of the row is another element of this list. */
function goesOn(node: SchemaNode, row: RowInMaking): boolean {
  const first = firstOf(node, row);
  return first !== undefined && !first.isAtRowEnd && first.repetition === node.repeated;
}

function readPresent(node: SchemaNode, row: RowInMaking): Json {
  if (node.shape === 'leaf') return readLeaf(node, row);
  const values = node.children.map((child) => readField(child, row));
  if (node.shape === 'list' || node.shape === 'wrapper') return values[0] ?? null;
  if (node.shape === 'entry') return values;
  if (node.shape === 'map') return mapOf(values[0] ?? null);
  return Object.fromEntries(node.children.map(({ name }, at) => [name, values[at] ?? null]));
}

function readLeaf(node: SchemaNode, row: RowInMaking): Json {
  const cell = firstOf(node, row)?.take() ?? null;
  if (!(cell instanceof BrokenCell)) return cell;
  row.broken ??= cell.reason;
  return null;
}

/** An object where every key is a text of its own, else the list of keys and values: nothing is written over. */
function mapOf(entries: Json): Json {
  const pairs = (Array.isArray(entries) ? entries : []).flatMap((entry) => (Array.isArray(entry) ? [entry] : []));
  const keys = pairs.map(([key = null]) => (typeof key === 'string' ? key : JSON.stringify(key)));
  if (new Set(keys).size < keys.length) return pairs.map(([key = null, value = null]) => ({ key, value }));
  return Object.fromEntries(pairs.map(([, value = null], at) => [keys[at] ?? '', value]));
}

function firstOf(node: SchemaNode, { leaves }: RowInMaking): LeafCursor | undefined {
  return leaves[node.firstLeaf];
}

function leavesOf(node: SchemaNode, { leaves }: RowInMaking): LeafCursor[] {
  return leaves.slice(node.firstLeaf, node.endLeaf);
}
