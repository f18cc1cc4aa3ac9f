import { describe, expect, test } from 'vitest';
import { attributeMessages, attributePrompt } from '../../../src/curation/attributes/attributePrompt';
import { mergeAttributes } from '../../../src/curation/attributes/mergeAttributes';
import { readAttributes } from '../../../src/curation/attributes/readAttributes';
import { retrievalText } from '../../../src/curation/attributes/retrievalText';
import { sha256Hex } from '../../../src/pairs/sha256Hex';
import type { Attributes } from '../../../src/verdicts/VerdictEvent';

const machine: Attributes = {
  category: 'math',
  objectivity: 'objective',
  controversiality: 'low',
  desired: 'A number.',
  guideline: 'The right number.',
};
const none: Attributes = { category: null, objectivity: null, controversiality: null, desired: '', guideline: '' };
const read = (fields: object) => readAttributes({ text: JSON.stringify(fields), finish: 'stop' });

describe('what a machine writes', () => {
  test('is read where all five attributes are there as asked for', () => {
    expect(read(machine)).toEqual({ kind: 'attributes', attributes: machine });
  });

  test.each<[string, object]>([
    ['a category that is none of the twelve', { ...machine, category: 'maths' }],
    ['an empty guideline', { ...machine, guideline: ' ' }],
    ['a guideline that nobody reads', { ...machine, guideline: 'x'.repeat(2001) }],
    ['a list of points', { ...machine, desired: ['a'] }],
    ['a further field', { ...machine, winner: '1' }],
    ['a missing field', { category: 'math' }],
  ])('is not read with %s', (_, fields) => {
    expect(read(fields)).toMatchObject({ kind: 'abstention', why: 'wrong_shape' });
  });
});

test('the prompt is a version with the hash of its text, and shows conversation and responses without a label', () => {
  expect(attributePrompt.sha256).toBe(sha256Hex(attributePrompt.text));
  const said = (content: string) => [{ role: 'assistant' as const, content }];
  const pair = {
    prompt: [{ role: 'user' as const, content: 'How many?' }],
    first: { id: 'a', messages: said('Three.') },
    second: { id: 'b', messages: said('Four.') },
  };
  const [system, user] = attributeMessages(pair, 'seed');
  expect(system?.content).toBe(attributePrompt.text);
  expect(user?.content).toMatch(/user: How many\?[\s\S]*response 1>>>\nassistant: Three\.[\s\S]*assistant: Four\./);
  expect(attributeMessages(pair, 'seed')).toEqual([system, user]);
});

describe('merging', () => {
  test('a person is believed before a machine, a machine before the file, one attribute at a time', () => {
    const person: Attributes = { ...none, category: 'reasoning', desired: 'Steps.' };
    const file: Attributes = { ...none, controversiality: 'high', guideline: 'From the file.' };
    const merged = mergeAttributes({ person, machine: { ...machine, guideline: ' ' }, file });
    expect(merged).toEqual({
      attributes: { ...machine, category: 'reasoning', desired: 'Steps.', guideline: 'From the file.' },
      origins: {
        category: 'person',
        objectivity: 'machine',
        controversiality: 'machine',
        desired: 'person',
        guideline: 'file',
      },
      verified: false,
    });
  });

  test('attributes are verified where a person said all five', () => {
    expect(mergeAttributes({ person: machine, machine: null, file: null }).verified).toBe(true);
    const unknown = mergeAttributes({ person: null, machine: null, file: null });
    expect([unknown.attributes, unknown.origins.category, unknown.verified]).toEqual([none, 'nobody', false]);
  });
});

test('the text for retrieval has the turns, then five lines in one order, and no response', () => {
  const prompt = [
    { role: 'user' as const, content: 'How many?' },
    { role: 'assistant' as const, content: 'Of what?' },
    { role: 'user' as const, content: 'Apples' },
  ];
  expect(retrievalText(prompt, { ...machine, desired: 'A\nnumber.', objectivity: null }).split('\n')).toEqual([
    'user: How many?',
    'assistant: Of what?',
    'user: Apples',
    'category: math',
    'objectivity:',
    'controversiality: low',
    'desired: A number.',
    'guideline: The right number.',
  ]);
});
