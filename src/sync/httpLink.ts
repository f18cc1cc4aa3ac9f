import { answerTo } from './answerTo';
import { batchRequest } from './batchRequest';
import type { Answered } from './Refusal';
import type { Place, ServerLink } from './ServerLink';
import { readAnswer } from './wire/readAnswer';
import { wireLimits } from './wire/wireLimits';
import type { StoreList } from './wire/StoreList';
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
    async look() {
      const answer = await ask(wirePaths.stores(), readAnswer.storeList);
      return answer.ok ? placeIn(answer.value) : answer;
    },
    async push(place, batch) {
      const { events } = batch;
      const { path, ...request } = batchRequest(place, batch);
      const answer = await ask(path, readAnswer.batch, request);
      if (!answer.ok) return answer;
      const { rejected, ...receipt } = answer.value;
      const named = rejected.map(({ index, code, message }) => ({ id: events[index]?.id ?? '', code, message }));
      return { ok: true, value: { ...receipt, rejected: named } };
    },
    pull: (store, after) =>
      ask(wirePaths.events(store, { after: after ?? '', limit: wireLimits.pageEvents }), readAnswer.eventsPage),
    async listen(store, after, signal) {
      const path = wirePaths.events(store, { after: after ?? '', limit: 1, waitS: wireLimits.waitS });
      const either = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
      const answer = await answerTo(
        () => fetching(base + path, { cache: 'no-store', signal: either }),
        readAnswer.eventsPage,
      );
      return answer.ok ? answer.value.events.length > 0 : answer.refusal.kind === 'generation';
    },
    digest: (store, client) => ask(wirePaths.digest(store, client), readAnswer.digest),
  };
}

/** Main where this person has it, else the first of theirs: one browser profile labels for one project. */
function placeIn({ generation, stores }: StoreList): Answered<Place> {
  const store = stores.find(({ id }) => id === mainStore) ?? stores[0];
  if (store) return { ok: true, value: { generation, store: store.id } };
  const message = 'You belong to no project of this server yet; ask an admin.';
  return { ok: false, refusal: { kind: 'sign_in', message } };
}
