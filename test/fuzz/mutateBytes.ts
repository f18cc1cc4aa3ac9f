import type { Random } from './Random';

const tokens = [
  '\ufeff',
  '\0',
  '\\ud800',
  '\\u0000',
  '{"__proto__":{"polluted":1}}',
  '"constructor":{"prototype":{"polluted":1}},',
  '\r\n',
  '\r',
  '\n',
  '\n\n',
  '"',
  '\\',
  ',',
  '[',
  ']',
  '{',
  '}',
  '[[[[[[[[[[[[[[[[',
  '9007199254740993',
  '1e999',
  '-0',
  'NaN',
  '123456789012345678901234567890',
  '\u2028',
  '../',
  '\t',
  ';',
].map((text) => Buffer.from(text));
const raw = [
  [0xff],
  [0xfe, 0xff],
  [0xc0, 0x80],
  [0xed, 0xa0, 0x80],
  [0x1f, 0x8b, 8],
  [0x80, 0x80, 0x80, 0x80, 0x80],
].map((bytes) => Buffer.from(bytes));
const numbers = [0, 1, 0x7f, 0x80, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];
const maxBytes = 4 * 1024 * 1024;

/** A file with some of its bytes changed, cut, repeated, moved, or replaced by what lies in another one. */
export function mutateBytes(bytes: Buffer, other: Buffer, random: Random): Buffer {
  let changed: Buffer = Buffer.from(bytes);
  for (let count = 1 + random.below(6); count > 0; count--) changed = mutate(changed, other, random);
  return changed.subarray(0, maxBytes);
}

function mutate(bytes: Buffer, other: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length + 1);
  const end = Math.min(bytes.length, at + 1 + random.below(random.chance(0.5) ? 8 : 400));
  const cut = (middle: Buffer) => Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(end)]);
  const insert = (middle: Buffer) => Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(at)]);
  const kinds: (() => Buffer)[] = [
    () => withByte(bytes, at, (bytes[at] ?? 0) ^ (1 << random.below(8))),
    () => withByte(bytes, at, random.below(256)),
    () => bytes.subarray(0, at),
    () => bytes.subarray(at),
    () => cut(Buffer.alloc(0)),
    () => cut(Buffer.alloc(end - at, random.pick([0, 0xff, 0x20]))),
    () => insert(bytes.subarray(at, end)),
    () => insert(Buffer.alloc(Math.min(200_000, (end - at) * 10 ** random.below(4)), bytes.subarray(at, end))),
    () => insert(random.pick(tokens)),
    () => insert(random.pick(raw)),
    () => withNumber(bytes, at, random.pick(numbers), random.pick([1, 2, 4] as const)),
    () => splice(bytes, other, at, random),
    () => moved(bytes, at, end, random),
  ];
  return random.pick(kinds)();
}

function withByte(bytes: Buffer, at: number, byte: number): Buffer {
  const changed = Buffer.from(bytes);
  if (at < changed.length) changed[at] = byte;
  return changed;
}

/** A length or count that the file never meant. */
function withNumber(bytes: Buffer, at: number, value: number, width: 1 | 2 | 4): Buffer {
  const changed = Buffer.from(bytes);
  if (at + width <= changed.length) changed.writeUIntLE(value % 2 ** (8 * width), at, width);
  return changed;
}

function splice(bytes: Buffer, other: Buffer, at: number, random: Random): Buffer {
  const from = random.below(other.length + 1);
  return Buffer.concat([bytes.subarray(0, at), other.subarray(from, from + random.below(2000)), bytes.subarray(at)]);
}

function moved(bytes: Buffer, at: number, end: number, random: Random): Buffer {
  const rest = Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]);
  const to = random.below(rest.length + 1);
  return Buffer.concat([rest.subarray(0, to), bytes.subarray(at, end), rest.subarray(to)]);
}

/** The same text as other programs save it. A UTF-16 file may begin without its mark. */
export function reencoded(text: Buffer, random: Random): Buffer {
  const characters = text.toString();
  const wide = Buffer.from(random.chance(0.7) ? `\ufeff${characters}` : characters, 'utf16le');
  const kinds: (() => Buffer)[] = [
    () => wide,
    () => (wide.length % 2 === 0 ? Buffer.from(wide).swap16() : wide),
    () => Buffer.from(characters, 'latin1'),
    () => Buffer.from(`\ufeff${characters}`),
    () => Buffer.from(characters.replaceAll('\n', '\r\n')),
    () => Buffer.from(characters.replaceAll('\n', () => random.pick(['\n', '\r\n', '\n\n', '\r']))),
  ];
  return random.pick(kinds)();
}
