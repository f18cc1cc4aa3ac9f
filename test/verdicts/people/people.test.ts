import { describe, expect, test } from 'vitest';
import { personOfPeople, readPeople, renamed, withClient } from '../../../src/verdicts/people/People';
import { me } from '../../../src/verdicts/PersonOf';

describe('whose clients are whose', () => {
  const people = { one: 'Ada', two: 'Ada', three: 'Bo' };

  test('a client that nobody is named for is mine', () => {
    const personOf = personOfPeople(people);
    expect(['one', 'two', 'three', 'four'].map(personOf)).toEqual(['Ada', 'Ada', 'Bo', me]);
    expect(personOfPeople({})('constructor')).toBe(me);
  });

  test('a client goes to another name, and is mine again without one', () => {
    expect(withClient(people, 'two', ' Bo ')).toEqual({ one: 'Ada', two: 'Bo', three: 'Bo' });
    expect(withClient(people, 'two', ' ')).toEqual({ one: 'Ada', three: 'Bo' });
  });

  test('a person is called otherwise with all clients, also like another one: then they are one', () => {
    expect(renamed(people, 'Ada', 'Eve')).toEqual({ one: 'Eve', two: 'Eve', three: 'Bo' });
    expect(renamed(people, 'Ada', 'Bo')).toEqual({ one: 'Bo', two: 'Bo', three: 'Bo' });
  });

  test.each([null, 'Ada', ['Ada'], { one: 7, two: ' ' }])('what was kept in another form is nobody: %j', (kept) => {
    expect(readPeople(kept)).toEqual({});
  });
});
