import { expect, test } from 'vitest';
import { askOnce, type HumanWork } from '../../../../server/curation/human/HumanWork';
import { judgedPairs } from '../../../../server/curation/human/judgedPairs';
import { standingOf } from '../../../../server/curation/human/standingOf';
import { sealEvent } from '../../../../src/verdicts/sealEvent';
import type { LedgerEvent, VerdictData } from '../../../../src/verdicts/VerdictEvent';
import { madeData, madeId, madeUuid, prefer } from '../../../verdicts/madeEvents';
import { each } from '../support/humanPairs';

let made = 0;

/** A verdict of a client by its number. Clients 10 and 11 are browsers of one person. */
function verdict(client: number, strength: -2 | 2, more: Partial<VerdictData> = {}): LedgerEvent {
  const data = { ...madeData(prefer(strength)), ...more };
  const seq = ++made;
  const place = { id: madeUuid(1e6 + seq), storeId: madeUuid(9), client: madeUuid(client), seq };
  const at = new Date(Date.UTC(2026, 10, 23) + seq * 1000).toISOString();
  return sealEvent({ type: 'verdict', pair: madeId(1), supersedes: [], data }, { ...place, at });
}

/** How the pair stands after these events, where two people were to judge it. */
async function standing(events: readonly LedgerEvent[], waitsForDisputed = false) {
  const personOf = (client: string) => (client === madeUuid(11) ? madeUuid(10) : client);
  const human = { events: () => each(events), personOf } as Partial<HumanWork> as HumanWork;
  const judged = await judgedPairs(human, askOnce, 'adjudicated');
  const { arrived, disputed, settled } = standingOf([{ pair: madeId(1), annotators: 2 }], judged, waitsForDisputed);
  return { arrived, disputed, settled, outcome: judged.get(madeId(1))?.gold?.outcome ?? null };
}

test('a pair of two people has arrived with the second person, not with the second browser of one', async () => {
  expect(await standing([verdict(10, 2)])).toMatchObject({ arrived: 0, settled: 0 });
  expect(await standing([verdict(10, 2), verdict(11, 2)])).toMatchObject({ arrived: 0, settled: 0 });
  expect(await standing([verdict(10, 2), verdict(12, 2)])).toMatchObject({ arrived: 1, settled: 1, outcome: 'second' });
  const skip = verdict(12, 2, { choice: { kind: 'skip' } });
  expect(await standing([verdict(10, 2), skip])).toMatchObject({ arrived: 0, settled: 0 });
});

test('people who differ hold nobody up unless they should, and are no gold until somebody decides', async () => {
  const differing = [verdict(10, 2), verdict(12, -2)];
  expect(await standing(differing)).toEqual({ arrived: 1, disputed: 1, settled: 1, outcome: 'divided' });
  expect(await standing(differing, true)).toMatchObject({ arrived: 1, disputed: 1, settled: 0 });
  const decision = verdict(13, -2, { occasion: 'adjudication' });
  expect(await standing([...differing, decision], true)).toEqual({
    arrived: 1,
    disputed: 0,
    settled: 1,
    outcome: 'first',
  });
  expect(await standing([verdict(10, 2), decision])).toMatchObject({ arrived: 1, settled: 1, outcome: 'first' });
});

test('a dispute is one also where one side of it lacks what gold asks for: the other is no gold by that', async () => {
  const lacking = verdict(12, -2, { lacks: ['rationale'] });
  expect(await standing([verdict(10, 2), lacking])).toEqual({
    arrived: 1,
    disputed: 1,
    settled: 1,
    outcome: 'divided',
  });
});
