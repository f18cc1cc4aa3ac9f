import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RowTest } from '../../../src/pairs/view/RowTest';
import { TextTest } from '../../../src/pairs/view/TextTest';

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** JSON in which any characters of texts are escapes, as other writers make them. */
function escaped(value: unknown, isEscape: () => boolean): string {
  return JSON.stringify(value).replace(/"(?:[^"\\]|\\.)*"/g, (text) =>
    text.replace(/\\.|[^"\\]/g, (part) => {
      if (part.length > 1 || !isEscape()) return part;
      return `\\u${part.charCodeAt(0).toString(16).padStart(4, '0')}`;
    }),
  );
}

const anyText = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'B', 'k', 'K', '\u212a', 'i', '\u0130', '7', ' ', '"', '\\', '\n', 'é') }),
  fc.string({ unit: 'binary' }),
);
/** A content as one text, or in parts of either kind. */
const anyContent = fc.oneof(
  anyText,
  fc.array(fc.oneof(anyText, fc.record({ type: fc.constant('text'), text: anyText })), { minLength: 1 }),
);

function textsOf(contents: unknown[]): string[] {
  const partText = (part: unknown) => (typeof part === 'string' ? part : (part as { text: string }).text);
  return contents.map((content) => (Array.isArray(content) ? content.map(partText).join('') : String(content)));
}

test('a row that surely does not hold a text never does, whatever was escaped or divided', () => {
  const anyCase = fc.record({
    contents: fc.tuple(anyContent, anyContent, anyContent),
    from: fc.nat(6),
    length: fc.integer({ min: 1, max: 6 }),
    of: fc.nat(2),
    isUpper: fc.boolean(),
    marks: fc.infiniteStream(fc.boolean()),
    isPlain: fc.boolean(),
  });
  fc.assert(
    fc.property(anyCase, ({ contents, from, length, of, isUpper, marks, isPlain }) => {
      const texts = textsOf(contents);
      const cut = [...(texts[of] ?? '')].slice(from, from + length).join('');
      const wanted = isUpper ? cut.toUpperCase() : cut.toLowerCase();
      const turn = (role: string, content: unknown) => ({ role, content });
      const [prompt, chosen, rejected] = contents;
      const row = {
        prompt: [turn('user', prompt)],
        chosen: [turn('assistant', chosen)],
        rejected: [turn('assistant', rejected)],
      };
      const json = escaped(row, () => !isPlain && marks.next().value === true);
      const holds = texts.some((content) => new TextTest(wanted, false).holds([{ role: 'user', content }]));
      if (holds) expect(new RowTest(wanted).mayHold(bytesOf(json))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('rows without the letters are left out, in either case, and escapes of other letters do not matter', () => {
  const row = bytesOf('{"prompt":"Caf\\u00e9 or tea?","chosen":"Tea, \\"please\\".\\n","rejected":["x"]}');
  const may = (text: string) => new RowTest(text).mayHold(row);
  expect([may('PLEASE'), may('café'), may('or tea')]).toEqual([true, true, true]);
  expect([may('coffee'), may('teapot'), may('caffeine é')]).toEqual([false, false, false]);
});

test('rows that hold a text in other bytes are in doubt: escapes, other capitals, contents in parts', () => {
  const doubtful: [text: string, json: string][] = [
    ['hello', String.raw`{"prompt":"h\u0065llo"}`],
    ['o k', String.raw`{"prompt":"o\u0020k"}`],
    ['ok', '{"prompt":"o\u212a"}'],
    ['ok', String.raw`{"prompt":"o\u212A"}`],
    ['no i', '{"prompt":"no \u0130"}'],
    ['no i', String.raw`{"prompt":"no \u0130"}`],
    ['hello', '{"prompt":[{"role":"user","content":["hel","lo"]}]}'],
    ['hello', '{"prompt":[{"from":"human","value" : [{"type":"text","text":"hel"},{"type":"text","text":"lo"}]}]}'],
    ['hello', String.raw`{"prompt":"[{\"role\":\"user\",\"content\":[\"hel\",\"lo\"]}]"}`],
  ];
  for (const [text, json] of doubtful) expect([json, new RowTest(text).mayHold(bytesOf(json))]).toEqual([json, true]);
});

test('words must follow each other as they do in the text', () => {
  const row = bytesOf('{"prompt":"a silver pair","chosen":"an office"}');
  const may = (text: string) => new RowTest(text).mayHold(row);
  expect([may('Silver pair'), may('silver office'), may('IR","ch')]).toEqual([true, false, true]);
});

test('every word must stand in the row: keys that are words do not let all rows pass', () => {
  const row = bytesOf('{"prompt":"Hello","chosen":"77 of 78"}');
  const may = (text: string) => new RowTest(text).mayHold(row);
  expect([may('chosen'), may('chosen 79'), may('77 of 78'), may('177')]).toEqual([true, false, true, false]);
});

test('a text without a plain character that decides is in doubt everywhere', () => {
  for (const text of ['', 'é', '"/\\', '\n']) {
    expect(new RowTest(text).decides).toBe(false);
    expect(new RowTest(text).mayHold(bytesOf('{}'))).toBe(true);
  }
});
