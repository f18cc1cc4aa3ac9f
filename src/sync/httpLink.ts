import { v7 } from 'uuid';
import type { Answered, Refusal } from './Refusal';
import { refusalOf } from './refusalOf';
import type { ServerLink } from './ServerLink';
import { readAnswer } from './wire/readAnswer';
import { wireLimits } from './wire/wireLimits';
import { mainStore, wirePaths } from './wire/wirePaths';

/** No request is waited for longer: the next one may go where this one hangs. */
const patienceMs = 30_000;

/** The server at an address (empty: the one that the page comes from), over `fetch`. */
export function httpLink(base = '', fetching: typeof fetch = (...call) => fetch(...call)): ServerLink {
  const ask = <Value>(path: string, read: (body: unknown) => Value, init: RequestInit = {}) =>
    answerTo(
      () => fetching(base + path, { ...init, cache: 'no-store', signal: AbortSignal.timeout(patienceMs) }),
      read,
    );
  return {
    look: () => ask(wirePaths.stores(), readAnswer.storeList),
    async push(generation, { client, relayed, events }) {
      const body = JSON.stringify({ client, generation, ...(relayed && { relayed }), events });
      const headers = { 'Content-Type': 'application/json' };
      const path = wirePaths.batch(mainStore, v7());
      const answer = await ask(path, readAnswer.batch, { method: 'PUT', body, headers });
      if (!answer.ok) return answer;
      const { rejected, ...receipt } = answer.value;
      const named = rejected.map(({ index, code, message }) => ({ id: events[index]?.id ?? '', code, message }));
      return { ok: true, value: { ...receipt, rejected: named } };
    },
    pull: (after) =>
      ask(wirePaths.events(mainStore, { after: after ?? '', limit: wireLimits.pageEvents }), readAnswer.eventsPage),
    digest: (client) => ask(wirePaths.digest(mainStore, client), readAnswer.digest),
  };
}

async function answerTo<Value>(
  request: () => Promise<Response>,
  read: (body: unknown) => Value,
): Promise<Answered<Value>> {
  let response: Response;
  let text: string;
  try {
    response = await request();
    text = await response.text();
  } catch (error) {
    return refused({ kind: 'unreachable', message: `The server could not be reached (${String(error)}).` });
  }
  const body = parsed(text);
  if (!response.ok) return refused(refusalOf(response, body));
  try {
    return { ok: true, value: read(body) };
  } catch (error) {
    // A static server gives its page for any address; a ledger server may yet come to stand here.
    return refused({ kind: 'absent', message: error instanceof Error ? error.message : String(error) });
  }
}

/** Null where the text is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refused(refusal: Refusal): { ok: false; refusal: Refusal } {
  return { ok: false, refusal };
}
