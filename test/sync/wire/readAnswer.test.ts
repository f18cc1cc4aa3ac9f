import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAnswer } from '../../../src/sync/wire/readAnswer';
import { WireError } from '../../../src/sync/wire/WireError';

const rejected = [{ index: 0, id: null, code: 'schema', message: 'no' }];
const batch = { generation: 'g1', acked: ['a'], rejected, head: 'c' };
const page = { events: [{}], annotators: { a: 'me' }, next: 'c', generation: 'g1', more: false };
const digest = { client: 'a', generation: 'g1', count: 2, parked: 0, maxSeq: 4, gaps: [[2, 3]], xor: '00' };
const stores = { generation: 'g1', stores: [{ id: 'main', name: 'Main' }] };

test('answers of the protocol are read, and fields that came later are passed over', () => {
  expect(readAnswer.batch({ ...batch, later: 1 })).toEqual(batch);
  expect(readAnswer.eventsPage({ ...page, later: 1 })).toEqual(page);
  expect(readAnswer.digest({ ...digest, later: 1 })).toEqual(digest);
  expect(readAnswer.storeList({ ...stores, later: 1 })).toEqual(stores);
});

test('a code of rejection that is not known yet counts as schema', () => {
  const answer = readAnswer.batch({ ...batch, rejected: [{ ...rejected[0], code: 'quota' }] });
  expect(answer.rejected[0]?.code).toBe('schema');
});

test('an answer of something else is a WireError that names the field, never a half-read answer', () => {
  expect(() => readAnswer.batch({ ...batch, acked: [7] })).toThrow('batch.acked must be a list of texts');
  expect(() => readAnswer.digest({ ...digest, gaps: [[2, -3]] })).toThrow('gaps[0] must be two whole numbers');
  const readers = [readAnswer.batch, readAnswer.eventsPage, readAnswer.digest, readAnswer.storeList];
  fc.assert(
    fc.property(fc.constantFrom(...readers), fc.jsonValue(), (read, value) => {
      expect(() => read(value)).toThrow(WireError);
    }),
  );
});

test('whatever a failure brings with it becomes a problem', () => {
  expect(readAnswer.problem(409, { code: 'generation_changed', generation: 'g2' })).toMatchObject({ generation: 'g2' });
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(readAnswer.problem(500, value).status).toBe(500);
    }),
  );
});
