import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { taskCategories } from '../../../src/verdicts/attributeValues';
import { parseProtocol } from '../../../src/verdicts/protocol/parseProtocol';
import { protocolName } from '../../../src/verdicts/protocol/Protocol';
import { ProtocolError } from '../../../src/verdicts/protocol/ProtocolError';

const defaultFile = new URL('../../../src/verdicts/protocol/default.md', import.meta.url);
const head = 'protocol: team\nversion: 1.10\ntitle: Ours';
const written = (more = '', body = '') => `---\n${head}\n${more}\n---\n${body}`;

test('the protocol that comes with Assay has rules for each of the twelve categories', async () => {
  const protocol = parseProtocol(await readFile(defaultFile, 'utf8'));
  expect(protocolName(protocol)).toBe('assay@1');
  expect(Object.keys(protocol.rules.categories).sort()).toEqual([...taskCategories].sort());
  expect(protocol.rules.every).toContain('undecidable');
  expect(protocol.requirements.categories).toMatchObject({
    information_seeking: ['evidence_link'],
    coding_debugging: ['evidence'],
  });
  expect(protocol.allowed).not.toEqual([]);
  expect(protocol.forbidden).not.toEqual([]);
});

test('a version is a text: 1.10 is not 1.1', () => {
  expect(parseProtocol(written()).version).toBe('1.10');
});

test('rules go by the heading above them, in words or as a code, and a heading in a fence is none', () => {
  const body = 'First.\n\n## Math\n\n```\n## Editing\n```\n\n## role_playing\nStay.\n\n## Every pair ##\nLast.';
  const { rules } = parseProtocol(written('', body));
  expect(rules.every).toBe('First.\n\nLast.');
  expect(rules.categories).toEqual({ math: '```\n## Editing\n```', role_playing: 'Stay.' });
});

test('line ends of any system and a byte order mark are read', () => {
  expect(parseProtocol(`\uFEFF${written('', '## Math\nx')}`.replaceAll('\n', '\r\n')).rules.categories).toEqual({
    math: 'x',
  });
});

test.each([
  ['no head', '# Rules', 1, /no head/],
  ['a head without end', `---\n${head}\n`, 1, /no head/],
  ['no version', '---\nprotocol: a\ntitle: b\n---\n', 2, /lacks "version"/],
  ['a version in words', `---\nprotocol: a\nversion: two\ntitle: b\n---\n`, 3, /"version" must be a number.*"two"/],
  ['an id with a space', `---\nprotocol: a b\nversion: 1\ntitle: c\n---\n`, 2, /"protocol" must be a name.*"a b"/],
  ['an empty title', `---\nprotocol: a\nversion: 1\ntitle:\n---\n`, 4, /"title" must be a text; it is empty/],
  ['an unknown field', written('owner: me'), 5, /"owner", which is not known/],
  ['a field that stands twice', written('version: 2'), 5, /unique/],
  ['an unknown category', written('requirements:\n  maths: [rationale]'), 6, /"maths", which is not known/],
  [
    'an unknown requirement',
    written('requirements:\n  math:\n    - rationale\n    - proof'),
    8,
    /"proof" is no requirement/,
  ],
  ['requirements as a list', written('requirements: [rationale]'), 5, /it is a list/],
  ['broken YAML', written('allowed: [a'), 5, /cannot be read as YAML/],
  ['a list in a list', written('allowed: [[a]]'), 5, /"allowed" must be a text; it is a list/],
  ['a tag', written('allowed: !!js/function "x"'), 5, /tag/],
  ['an alias', written('allowed: &a [x]\nforbidden: *a'), 5, /Anchors/],
  ['a heading of no category', written('', 'a\n## Maths\n'), 8, /"## Maths" is neither/],
  ['a heading twice', written('', '## Math\na\n## math\nb'), 9, /stands twice/],
  ['too much text', written('', 'x'.repeat(200_001)), 1, /is the limit/],
  ['too much head', written(`allowed: "${'x'.repeat(20_001)}"`), 2, /is the limit/],
])('%s is refused with its line', (_, text, line, message) => {
  let thrown: unknown;
  try {
    parseProtocol(text);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(ProtocolError);
  expect((thrown as ProtocolError).message).toMatch(message);
  expect((thrown as ProtocolError).line).toBe(line);
});

test('whatever arrives, it is a protocol or a ProtocolError whose line is in the text', () => {
  const pieces = fc.constantFrom(
    '---',
    '\n',
    ': ',
    '- ',
    '[',
    ']',
    '{',
    '}',
    '&a',
    '*a',
    '!!t ',
    '"',
    "'",
    '|',
    '>',
    '#',
    '## Math',
    '\t',
    '<<: ',
    '? ',
    head,
    '__proto__: x',
    'requirements:\n  math: ',
    'rationale',
    '%YAML 1.1',
  );
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.oneof(pieces, fc.string())).map((all) => all.join('')),
  );
  const inHead = anyText.map((text) => written(text));
  fc.assert(
    fc.property(
      fc.oneof(
        anyText,
        inHead,
        anyText.map((text) => written('', text)),
      ),
      (text) => {
        try {
          const protocol = parseProtocol(text);
          expect(protocolName(protocol)).toMatch(/^[a-z0-9-]+@[\d.]+$/);
          expect(Object.getPrototypeOf(protocol.requirements.categories)).toBe(Object.prototype);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
          const { line } = error as ProtocolError;
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(text.split(/\r\n|\n|\r/).length + 1);
        }
      },
    ),
    { numRuns: 300 },
  );
}, 30_000);

test('deep nesting is refused, not followed', () => {
  expect(() => parseProtocol(written(`allowed: ${'['.repeat(9_000)}`))).toThrow(ProtocolError);
  expect(() => parseProtocol(written(`allowed: ${'{a: '.repeat(4_000)}`))).toThrow(ProtocolError);
});
