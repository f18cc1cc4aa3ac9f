import type { Row } from './goldenInputs';
import type { Random } from './Random';

const keys = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', 'label', 'prompt', ''];
const texts = [
  '',
  ' ',
  '\0',
  '\ud800',
  'a\udc00b',
  '\ufeff',
  '[',
  '[[',
  '{"a":1}',
  '"',
  '""',
  ',',
  ';\t|',
  '\r\n',
  '=1+1',
  '\n\nHuman: a\n\nAssistant: b',
];

/** Rows with some of their values, keys and places changed: still JSON, and rarely what their format expects. */
export function mutateRows(rows: Row[], random: Random): Row[] {
  let changed = structuredClone(rows);
  for (let count = 1 + random.below(4); count > 0; count--) changed = mutate(changed, random);
  return changed;
}

function mutate(rows: Row[], random: Random): Row[] {
  const kind = random.below(8);
  if (rows.length === 0) return rows;
  const at = random.below(rows.length);
  const row = rows[at] ?? {};
  if (kind === 0) return [...rows, ...rows.slice(at)];
  if (kind === 1) return rows.filter((_, other) => other !== at);
  if (kind === 2) return [...rows, swapped(row, random)];
  return rows.map((one, other) => (other === at ? (changedIn(one, random, 0) as Row) : one));
}

/** Two columns of a row have each other's values: a pair that contradicts the first. */
function swapped(row: Row, random: Random): Row {
  const names = Object.keys(row);
  if (names.length < 2) return { ...row };
  const [one, other] = [random.pick(names), random.pick(names)];
  return { ...row, [one]: row[other], [other]: row[one] };
}

/** One value somewhere inside, replaced, renamed, removed, doubled or wrapped. */
function changedIn(value: unknown, random: Random, depth: number): unknown {
  if (value === null || typeof value !== 'object' || (depth > 0 && random.chance(0.3))) return hostile(value, random);
  const entries = Object.entries(value);
  const at = random.below(entries.length + 1);
  const [name, inner] = entries[at] ?? [random.pick(keys), hostile(null, random)];
  const next: [string, unknown][] = random.chance(0.2)
    ? random.chance(0.5)
      ? []
      : [[random.pick(keys), inner]]
    : [[name, changedIn(inner, random, depth + 1)]];
  const changed = [...entries.slice(0, at), ...next, ...entries.slice(at + 1)];
  // A key named __proto__ must become a key, as in JSON.
  return Array.isArray(value) ? changed.map(([, one]) => one) : Object.fromEntries(changed);
}

function hostile(value: unknown, random: Random): unknown {
  const proto: Row = Object.fromEntries([['__proto__', { polluted: true }]]);
  const kinds: (() => unknown)[] = [
    () => random.pick([null, true, false, 0, -1, 1, 1e308, -0, 0.1, 2 ** 53, 5e-324]),
    () => random.pick(texts),
    () => `${typeof value === 'string' ? value : JSON.stringify(value)}${random.pick(texts)}`,
    () => 'x'.repeat(10 ** random.below(6)),
    () => [value, value],
    () => [],
    () => ({}),
    () => proto,
    () => ({ constructor: { prototype: { polluted: true } } }),
    () => ({ toString: value, valueOf: 1, toJSON: value }),
    () => nested(10 ** random.below(4), value),
    () => JSON.stringify(value) ?? '',
    () => Array.from({ length: random.below(200) }, () => value),
    () => ({ role: random.pick(['user', 'assistant', 'tool', 'nobody']), content: value }),
    () => ({ from: random.pick(['human', 'gpt', 'system']), value }),
  ];
  return random.pick(kinds)();
}

function nested(depth: number, value: unknown): unknown {
  let inner = value;
  for (let at = 0; at < depth; at++) inner = at % 2 === 0 ? [inner] : { a: inner };
  return inner;
}
