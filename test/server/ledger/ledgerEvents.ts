import { sealEvent } from '../../../src/verdicts/sealEvent';
import type { EventDraft, LedgerEvent } from '../../../src/verdicts/VerdictEvent';
import { blindDraft, madeUuid, prefer } from '../../verdicts/madeEvents';

/** Number `seq` of a client. `salt` makes another event for the same place. */
export function ledgerEvent(seq: number, client = 1, salt = 0, draft?: EventDraft): LedgerEvent {
  return sealEvent(draft ?? blindDraft(seq % 7, prefer(seq % 2 === 0 ? 2 : -1)), {
    id: madeUuid(salt * 1e10 + client * 1e6 + seq),
    storeId: madeUuid(9),
    client: madeUuid(client),
    seq,
    at: new Date(Date.UTC(2026, 10, 23) + seq * 1000).toISOString(),
  });
}

/** Numbers `first` to `last` of a client. */
export function ledgerRun(first: number, last: number, client = 1): LedgerEvent[] {
  return Array.from({ length: last - first + 1 }, (_, at) => ledgerEvent(first + at, client));
}
