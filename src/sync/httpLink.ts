import { v7 } from 'uuid';
import { answerTo } from './answerTo';
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
