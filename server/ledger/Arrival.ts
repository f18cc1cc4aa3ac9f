import type { RejectionCode } from '../../src/sync/wire/Batch';
import { verifyEvent } from '../../src/verdicts/verifyEvent';
import { sha256OfText } from './sha256OfText';

/** An event of a batch after its own check: one that can enter the ledger, or one to park, with the reason. */
export type Arrival =
  | { ok: true; id: string; seq: number; hash: string; pair: string; body: string }
  | { ok: false; id: string | null; seq: number | null; code: RejectionCode; message: string; body: string };

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Checks what arrived as an event of this client, without a look into the ledger. Never throws. */
export function readArrival(value: unknown, client: string): Arrival {
  const verification = verifyEvent(value, sha256OfText);
  if (verification.ok && verification.event.client === client) {
    const { id, seq, hash, pair } = verification.event;
    // A verified event is in canonical order.
    return { ok: true, id, seq, hash, pair, body: JSON.stringify(verification.event) };
  }
  const message = verification.ok
    ? `The batch is of client ${client}, the event of ${verification.event.client}.`
    : verification.reason;
  return { ok: false, ...placeOf(value, client), code: 'schema', message, body: textOf(value) };
}

/** Id and number of an event that breaks a rule, where they can be read and are this client's. */
function placeOf(value: unknown, client: string): { id: string | null; seq: number | null } {
  if (typeof value !== 'object' || value === null) return { id: null, seq: null };
  const fields = new Map<string, unknown>(Object.entries(value));
  const [id, seq] = [fields.get('id'), fields.get('seq')];
  const isOwn = fields.get('client') === client;
  return {
    id: typeof id === 'string' && uuidForm.test(id) ? id : null,
    seq: isOwn && typeof seq === 'number' && Number.isSafeInteger(seq) && seq >= 1 ? seq : null,
  };
}

function textOf(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    // Nested deeper than the stack is high; nobody's verdict is.
    return '"nested too deeply to be kept"';
  }
}
