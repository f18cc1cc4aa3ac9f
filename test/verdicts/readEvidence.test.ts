import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkEventShape } from '../../src/verdicts/checkEventShape';
import { readEvidence } from '../../src/verdicts/readEvidence';
import { blindDraft, prefer, sealed } from './madeEvents';

const read = (line: string, claim = '') => {
  const found = readEvidence(claim, line);
  return found.ok ? found.evidence : found.reason;
};

test.each([
  ['https://example.org/a', { link: 'https://example.org/a', note: '' }],
  ['  HTTP://Example.org  page 3 ', { link: 'http://example.org/', note: 'page 3' }],
  ['www.example.org/a', { link: 'https://www.example.org/a', note: '' }],
  ['Ran it: 3 of 3 pass', { link: '', note: 'Ran it: 3 of 3 pass' }],
  ['Result:42', { link: '', note: 'Result:42' }],
])('%s is evidence', (line, expected) => {
  expect(read(line, ' born in 1815 ')).toEqual({ claim: 'born in 1815', ...expected });
});

test.each([
  ['', /Paste a link/],
  ['   ', /Paste a link/],
  ['javascript:alert(1)', /no web link/],
  ['ftp://example.org/a', /no web link/],
  ['data:text/html,x', /no web link/],
  ['file:///etc/passwd', /no web link/],
  ['https://', /no whole address/],
])('%j is refused', (line, reason) => {
  expect(read(line)).toMatch(reason);
});

test('whatever is typed, what is read as evidence can be stored', () => {
  const lines = fc.oneof(
    fc.string(),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(lines, fc.string(), (line, claim) => {
      const found = readEvidence(claim, line);
      if (!found.ok) return;
      const event = sealed(blindDraft(1, prefer(1), [], { evidence: [found.evidence] }), 1);
      expect(() => checkEventShape(event)).not.toThrow();
      expect(found.evidence.link + found.evidence.note).not.toBe('');
    }),
    { numRuns: 60 },
  );
}, 30_000);
