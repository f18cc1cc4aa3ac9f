import type { LedgerEvent } from '../../verdicts/VerdictEvent';
import type { PairToJudge } from '../../pairs/PairToJudge';
import type { OpenDataSet } from '../OpenDataSet.svelte';
import { renderCache } from '../parts/RenderCache';
import { longestRendered } from '../parts/renderMarkdown';
import { settings } from '../parts/Settings.svelte';
import type { Studio } from '../Studio.svelte';
import { VerifySession } from './VerifySession.svelte';

const sessions = new WeakMap<OpenDataSet, Promise<VerifySession>>();

/** The session of an open data set: the same one, with its queue and what is not saved yet, until the page is left. */
export function sessionOf(studio: Studio, open: OpenDataSet): Promise<VerifySession> {
  const known = sessions.get(open);
  if (known) return known.then((session) => session.start().then(() => session));
  const begun = begin(studio, open);
  sessions.set(open, begun);
  begun.catch(() => sessions.delete(open));
  return begun;
}

async function begin(studio: Studio, open: OpenDataSet): Promise<VerifySession> {
  const [seed, events]: [string, LedgerEvent[]] = await Promise.all([seedOf(studio, open), studio.ledger.events()]);
  const session = new VerifySession({
    ...{ studio, open, seed, events },
    revealMode: () => settings.revealMode,
    prepare: renderAhead,
  });
  addEventListener('beforeunload', (event) => {
    if (session.writer.waiting.length > 0) event.preventDefault();
  });
  await session.start();
  return session;
}

/** The queue's seed, made once for a data set and kept: it is the record of how sides and random stratum were drawn. */
async function seedOf({ store }: Studio, open: OpenDataSet): Promise<string> {
  const name = `queue-seed:${open.dataSet.id}`;
  const kept = await store.setting<string>(name);
  if (kept) return kept;
  const seed = crypto.randomUUID();
  await store.putSetting(name, seed);
  return seed;
}

/** One text at a time while nothing else is to do, so that a key never waits for more than one. */
function renderAhead(pair: PairToJudge): void {
  if (settings.raw) return;
  const messages = [...pair.prompt, ...pair.first.messages, ...pair.second.messages];
  for (const { content } of messages) {
    if (content.length <= longestRendered) requestIdleCallback(() => renderCache.render(content));
  }
}
