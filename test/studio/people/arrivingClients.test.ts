import { expect, test } from 'vitest';
import { arrivingClients } from '../../../src/studio/people/arrivingClients';
import { blindDraft, madeUuid, prefer, sealed } from '../../verdicts/madeEvents';

test('a file names its clients, the busiest first; only those that nobody knows are asked for', () => {
  const given = (client: number, pairs: number[]) =>
    pairs.map((pair, at) => sealed(blindDraft(pair, prefer(1)), at + 1, client));
  const events = [...given(1, [1]), ...given(2, [1, 2, 2]), ...given(3, [4, 5]), ...given(4, [1])];
  const known = { people: { [madeUuid(2)]: 'Ada' }, here: new Set([madeUuid(4)]), own: madeUuid(1) };
  expect(
    arrivingClients(events, known).map(({ client, events: n, pairs, person }) => [client, n, pairs, person]),
  ).toEqual([
    [madeUuid(2), 3, 2, 'Ada'],
    [madeUuid(3), 2, 2, null],
    [madeUuid(1), 1, 1, ''],
    [madeUuid(4), 1, 1, ''],
  ]);
});
