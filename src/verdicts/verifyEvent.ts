import { checkEventShape } from './checkEventShape';
import { ownSha256, type Sha256OfText } from './eventHash';
import type { LedgerEvent } from './VerdictEvent';

export type Verification = { ok: true; event: LedgerEvent } | { ok: false; reason: string };

/**
 * Checks something that says it is a ledger event (from a backup, another device or the server): its shape, then its hash.
 * `event` is a copy that holds the known fields only. Never throws.
 * @param sha256OfText as for `eventHash`.
 */
export function verifyEvent(value: unknown, sha256OfText: Sha256OfText = ownSha256): Verification {
  try {
    const event = checkEventShape(value);
    // What `eventHash` computes; the copy is in canonical order already.
    const hash = sha256OfText(JSON.stringify({ ...event, hash: undefined }));
    if (hash === event.hash) return { ok: true, event };
    return {
      ok: false,
      reason: `Event ${event.id} was altered: its content hashes to ${hash}, it says ${event.hash}.`,
    };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
