import { leafTypeOf } from './leafTypeOf';
import { ParquetDamage } from './ParquetDamage';
import type { SchemaNode } from './SchemaNode';
import { structIn, textIn, wholeIn } from './thriftFields';
import type { ThriftStruct } from './ThriftReader';

const repetitions = ['required', 'optional', 'repeated'] as const;
const converted = { map: 1, mapKeyValue: 2, list: 3 };
const logical = { map: 2, list: 3 };
const maxDepth = 32;
const maxFields = 10_000;

/** The fields of a schema and how many leaves they have. */
export interface Schema {
  columns: SchemaNode[];
  leaves: SchemaNode[];
}

type Around = Pick<SchemaNode, 'definition' | 'repeated'> & { depth: number };

/**
 * The tree that a footer's schema, a list in depth-first order, stands for.
 *
 * @throws ParquetDamage where it is no tree, is too large, or has two fields of one name side by side.
 */
export function readSchema(elements: ThriftStruct[]): Schema {
  if (elements.length > maxFields) throw new ParquetDamage(`it has more than ${maxFields} fields`);
  const leaves: SchemaNode[] = [];
  let next = 0;
  const read = (around: Around): SchemaNode => {
    const element = elements[next++];
    if (element === undefined) throw new ParquetDamage('its schema is cut off');
    if (around.depth > maxDepth) throw new ParquetDamage(`its schema is nested more than ${maxDepth} deep`);
    const node = { ...fieldOf(element, around), firstLeaf: leaves.length };
    const count = wholeIn(element, 5) ?? 0;
    if (element.has(1) && count === 0) {
      const leaf: SchemaNode = { ...node, shape: 'leaf', leaf: leafTypeOf(element), endLeaf: leaves.length + 1 };
      leaves.push(leaf);
      return leaf;
    }
    if (count < 1 || count > elements.length) throw new ParquetDamage(`its field "${node.name}" holds nothing`);
    const children = Array.from({ length: count }, () => read({ ...node, depth: around.depth + 1 }));
    refuseTwins(children);
    const shape = shapeOf(element, children);
    return { ...node, children: inside(children, shape, node.name), shape, endLeaf: leaves.length };
  };
  const root = rootOf(elements);
  next = 1;
  const columns = Array.from({ length: root }, () => read({ definition: 0, repeated: 0, depth: 0 }));
  if (next < elements.length) throw new ParquetDamage('its schema goes on after its end');
  refuseTwins(columns);
  return { columns, leaves };
}

function rootOf(elements: ThriftStruct[]): number {
  const count = elements[0] === undefined ? null : wholeIn(elements[0], 5);
  if (count === null || count < 1 || count >= elements.length) throw new ParquetDamage('it has no columns');
  return count;
}

function fieldOf(element: ThriftStruct, around: Around): Omit<SchemaNode, 'firstLeaf' | 'endLeaf'> {
  const name = textIn(element, 4);
  const repetition = repetitions[wholeIn(element, 3) ?? -1];
  if (name === null || repetition === undefined) throw new ParquetDamage('a field of its schema has no name or form');
  return {
    name,
    repetition,
    definition: around.definition + (repetition === 'required' ? 0 : 1),
    repeated: around.repeated + (repetition === 'repeated' ? 1 : 0),
    children: [],
    shape: 'struct',
    leaf: null,
  };
}

/** One of the two would be lost. */
function refuseTwins(nodes: SchemaNode[]): void {
  const names = nodes.map(({ name }) => name);
  const twin = names.find((name, at) => names.indexOf(name) !== at);
  if (twin !== undefined) throw new ParquetDamage(`it has two fields named "${twin}" side by side`);
}

function shapeOf(element: ThriftStruct, children: SchemaNode[]): SchemaNode['shape'] {
  const [only, second] = children;
  if (only?.repetition !== 'repeated' || second !== undefined) return 'struct';
  const [convertedAs, logicallyA] = [wholeIn(element, 6), structIn(element, 10)];
  const isMap = convertedAs === converted.map || convertedAs === converted.mapKeyValue || logicallyA?.has(logical.map);
  if (isMap && only.children.length === 2) return 'map';
  return convertedAs === converted.list || logicallyA?.has(logical.list) ? 'list' : 'struct';
}

/** Older writers have the element itself as the repeated field; the format's rules tell by its fields and its name. */
function inside(children: SchemaNode[], shape: SchemaNode['shape'], name: string): SchemaNode[] {
  if (shape === 'map') return children.map((child) => ({ ...child, shape: 'entry' }));
  if (shape !== 'list') return children;
  return children.map((child) => {
    const [element, second] = child.children;
    const holdsElement =
      child.shape === 'struct' &&
      element !== undefined &&
      second === undefined &&
      element.repetition !== 'repeated' &&
      child.name !== 'array' &&
      child.name !== `${name}_tuple`;
    return holdsElement ? { ...child, shape: 'wrapper' } : child;
  });
}
