import type { Refusal } from './Refusal';
import { readAnswer } from './wire/readAnswer';

/** What a status that is no success means for the exchange: the table of docs/protocol.md. */
export function refusalOf({ status, headers }: Pick<Response, 'status' | 'headers'>, body: unknown): Refusal {
  const { detail, title, generation, code } = readAnswer.problem(status, body);
  const message = detail || title || `The server answered ${status}.`;
  if (status === 401 || status === 403) return { kind: 'sign_in', message };
  if (status === 409) return { kind: 'generation', generation, message };
  if (status === 413) return { kind: 'too_large', message };
  if (status === 429 || status === 503) return { kind: 'later', afterMs: retryAfterMs(headers), message };
  if (status === 400 || status === 422) return { kind: 'malformed', message };
  // Nothing of the protocol answers there: a page server, or a program that is no ledger.
  if ((status === 404 || status === 405 || status === 421) && code !== 'no_such_store')
    return { kind: 'absent', message };
  return { kind: 'unreachable', message };
}

/** Seconds or a date, in milliseconds from now; null where nothing, or nothing readable, is said. */
function retryAfterMs(headers: Pick<Headers, 'get'>): number | null {
  const said = headers.get('Retry-After')?.trim() ?? '';
  const ms = /^\d+$/.test(said) ? Number(said) * 1000 : Date.parse(said) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}
