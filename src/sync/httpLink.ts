import { answerTo } from './answerTo';
import { batchRequest } from './batchRequest';
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
    async push(generation, batch) {
      const { events } = batch;
      const { path, ...request } = batchRequest(generation, batch);
      const answer = await ask(path, readAnswer.batch, request);
      if (!answer.ok) return answer;
      const { rejected, ...receipt } = answer.value;
      const named = rejected.map(({ index, code, message }) => ({ id: events[index]?.id ?? '', code, message }));
      return { ok: true, value: { ...receipt, rejected: named } };
    },
    pull: (after) =>
      ask(wirePaths.events(mainStore, { after: after ?? '', limit: wireLimits.pageEvents }), readAnswer.eventsPage),
    async listen(after, signal) {
      const path = wirePaths.events(mainStore, { after: after ?? '', limit: 1, waitS: wireLimits.waitS });
      const either = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
      const answer = await answerTo(
        () => fetching(base + path, { cache: 'no-store', signal: either }),
        readAnswer.eventsPage,
      );
      return answer.ok ? answer.value.events.length > 0 : answer.refusal.kind === 'generation';
    },
    digest: (client) => ask(wirePaths.digest(mainStore, client), readAnswer.digest),
  };
}
