import type { LedgerEvent } from '../verdicts/VerdictEvent';
import type { MergeConflict, MergeReport } from './Ledger';

/**
 * Decides which events from outside join the stored ones. The id is the key: the same id and hash is known, another hash is
 * a conflict, and so is another event in the same place of a client's sequence. Nothing stored is ever replaced.
 */
export function mergeEvents(stored: readonly LedgerEvent[], arriving: readonly LedgerEvent[]): MergeReport {
  const hashes = new Map(stored.map(({ id, hash }) => [id, hash]));
  const places = new Set(stored.map(placeOf));
  const report: MergeReport = { added: [], known: 0, conflicts: [] };
  for (const event of arriving) {
    const conflict = conflictOf(event, hashes.get(event.id), places.has(placeOf(event)));
    if (conflict) report.conflicts.push(conflict);
    else if (hashes.has(event.id)) report.known++;
    else {
      report.added.push(event);
      hashes.set(event.id, event.hash);
      places.add(placeOf(event));
    }
  }
  return report;
}

function conflictOf(event: LedgerEvent, knownHash: string | undefined, isTaken: boolean): MergeConflict | null {
  const { id, seq, client } = event;
  if (knownHash === event.hash) return null;
  if (knownHash) return { id, reason: `Event ${id} is stored with other content (hash ${knownHash}); that one stays.` };
  if (isTaken) return { id, reason: `Number ${seq} of client ${client} is another event's; that one stays.` };
  return null;
}

function placeOf({ client, seq }: LedgerEvent): string {
  return `${client} ${seq}`;
}
