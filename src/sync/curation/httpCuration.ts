import { answerTo } from '../answerTo';
import { mainStore } from '../wire/wirePaths';
import type { CurationLink } from './CurationLink';
import { curationPaths } from './curationPaths';
import { followBoard, usualTimes } from './followBoard';
import { readCuration } from './readCuration';

/** An explanation of a large plan takes its seconds. */
const patienceMs = 60_000;

/** The plans on the server that the page comes from (or at an address), in the project whose ledger this browser exchanges with. */
export function httpCuration(
  project: () => string = () => mainStore,
  fetching: typeof fetch = (...call) => fetch(...call),
  times = usualTimes,
): CurationLink {
  const get = <Value>(path: string, read: (body: unknown) => Value) =>
    answerTo(() => fetching(path, { cache: 'no-store', signal: AbortSignal.timeout(patienceMs) }), read);
  return {
    list: () => get(curationPaths.list(project()), readCuration.list),
    board: (plan) => get(curationPaths.board(project(), plan), readCuration.board),
    explain: (plan, pair) => get(curationPaths.pair(project(), plan, pair), readCuration.explanation),
    follow(plan, tell, signal) {
      const path = curationPaths.changes(project(), plan);
      const open = (lastId: string | null, either: AbortSignal) =>
        fetching(path, {
          cache: 'no-store',
          signal: either,
          headers: { Accept: 'text/event-stream', ...(lastId !== null && { 'Last-Event-ID': lastId }) },
        });
      return followBoard({ open, tell, signal, times });
    },
  };
}
