import { expect, test } from 'vitest';
import { lacking, type GivenWith } from '../../../src/verdicts/protocol/lacking';
import { requirements, type Protocol } from '../../../src/verdicts/protocol/Protocol';
import { requirementsInWords } from '../../../src/verdicts/protocol/requirementWords';

const nothing: GivenWith = { rationale: ' ', reasons: [], evidence: [], decidedBy: '', attributesVerified: false };
const note = { claim: '', link: '', note: 'ran it: 3 of 3 pass' };
const link = { claim: 'born in 1815', link: 'https://example.org/', note: '' };

const protocol: Protocol = {
  ...{ id: 'made', version: '1', title: 'Made', allowed: [], forbidden: [], rules: { every: '', categories: {} } },
  requirements: { every: ['rationale'], categories: { math: ['evidence', 'rationale'], editing: [] } },
};
const all: Protocol = { ...protocol, requirements: { every: [...requirements], categories: {} } };

test('a category adds to what every pair needs, each once', () => {
  expect(lacking(protocol, 'math', 'preference', nothing)).toEqual(['rationale', 'evidence']);
  expect(lacking(protocol, 'editing', 'preference', nothing)).toEqual(['rationale']);
  expect(lacking(protocol, null, 'both_bad', nothing)).toEqual(['rationale']);
});

test('undecidable, divergent and skip need nothing', () => {
  for (const kind of ['undecidable', 'divergent', 'skip'] as const)
    expect(lacking(all, 'math', kind, nothing)).toEqual([]);
});

test.each([
  [{ rationale: 'Because.' }, 'rationale'],
  [{ reasons: ['style'] }, 'reason_code'],
  [{ evidence: [note] }, 'evidence'],
  [{ decidedBy: 'length' }, 'decided_by'],
  [{ attributesVerified: true }, 'attributes_verified'],
])('%j meets %s and nothing else', (given, met) => {
  const lacks = lacking(all, null, 'preference', { ...nothing, ...given });
  expect(lacks).toEqual(requirements.filter((requirement) => requirement !== met));
});

test('a link is evidence as well; a claim alone is none', () => {
  expect(lacking(all, null, 'preference', { ...nothing, evidence: [link] })).not.toContain('evidence');
  expect(lacking(all, null, 'preference', { ...nothing, evidence: [link] })).not.toContain('evidence_link');
  const claim = { claim: 'x', link: '', note: '' };
  expect(lacking(all, null, 'preference', { ...nothing, evidence: [claim] })).toContain('evidence');
});

test('what is lacking reads as a sentence', () => {
  expect(requirementsInWords(['evidence_link', 'rationale', 'a_newer_one'])).toBe(
    'a link as evidence, a rationale and a_newer_one',
  );
});
