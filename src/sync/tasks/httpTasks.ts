import { answerTo, textTo } from '../answerTo';
import type { Answered } from '../Refusal';
import { mainStore } from '../wire/wirePaths';
import { readTasks } from './readTasks';
import type { TaskLink } from './TaskLink';

/** Texts may take their time; nobody waits for longer. */
const patienceMs = 120_000;

/** The tasks of the server that the page comes from, in the project whose ledger this browser exchanges with. */
export function httpTasks(
  project: () => string = () => mainStore,
  fetching: typeof fetch = (...call) => fetch(...call),
): TaskLink {
  const base = () => `/v1/projects/${encodeURIComponent(project())}`;
  const send = (path: string, init: RequestInit) => () =>
    fetching(base() + path, { ...init, cache: 'no-store', signal: AbortSignal.timeout(patienceMs) });
  const get = <Value>(path: string, read: (body: unknown) => Value) => answerTo(send(path, {}), read);
  const jsonl = (text: string) => new Blob([text], { type: 'application/jsonl' });
  const change = (method: string, path: string, body?: object) => {
    const content =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
    return answerTo(send(path, { method, ...content }), readTasks.task);
  };
  return {
    list: (client) => get(`/tasks?client=${client}`, readTasks.list),
    take: (task, client, { id, size }) => change('PUT', `/tasks/${task}/reservations/${id}`, { client, size }),
    renew: (task, client, id) => change('POST', `/tasks/${task}/reservations/${id}/renewals`, { client }),
    giveBack: (task, client, id) => change('DELETE', `/tasks/${task}/reservations/${id}?client=${client}`),
    pairs: (task, client): Promise<Answered<Blob>> => textTo(send(`/tasks/${task}/pairs?client=${client}`, {}), jsonl),
    disputed: (task, client): Promise<Answered<Blob>> =>
      textTo(send(`/tasks/${task}/disputed?client=${client}`, {}), jsonl),
    labels: (task, client) => get(`/tasks/${task}/labels?client=${client}`, readTasks.labels),
    protocol: () => get('', readTasks.protocol),
    protocolText: (number) => get(`/protocols/${number}`, readTasks.protocolText),
  };
}
