import type { LedgerEvent } from '../../verdicts/VerdictEvent';
import type { PairToJudge } from '../../pairs/PairToJudge';
import type { Queue } from '../../queue/Queue';
import type { QueuePlan } from '../../queue/QueueOrder';
import type { OpenDataSet } from '../OpenDataSet.svelte';
import { markdownChunks } from '../parts/markdown/markdownChunks';
import { renderCache } from '../parts/RenderCache';
import { longestRendered } from '../parts/renderMarkdown';
import { settings } from '../parts/Settings.svelte';
import { comparisonOf } from './Comparison';
import { splitReasoning } from './splitReasoning';
import type { Studio } from '../Studio.svelte';
import { reportOf } from '../report/reportOf.svelte';
import { protocols } from './Protocols.svelte';
import { claimInBrowser } from './claimInBrowser';
import { queueChoiceOf } from './queueChoiceOf';
import { queueSelectionOf } from './queueSelectionOf';
import type { QueueSelectionData } from './QueueSelection.svelte';
import { queueRequest } from './queueRequest';
import { VerifySession } from './VerifySession.svelte';

const sessions = new WeakMap<OpenDataSet, Promise<VerifySession>>();

/** The session of an open data set: the same one, with its queue and what is not saved yet, until the page is left. */
export function sessionOf(studio: Studio, open: OpenDataSet): Promise<VerifySession> {
  const known = sessions.get(open);
  if (known) return known.then((session) => goOn(studio, session));
  const begun = begin(studio, open);
  sessions.set(open, begun);
  begun.catch(() => sessions.delete(open));
  return begun;
}

/** What the queue of a session was ordered from: another selection since asks for another order. */
const orderedFrom = new WeakMap<VerifySession, QueueSelectionData | null>();

async function goOn(studio: Studio, session: VerifySession): Promise<VerifySession> {
  const { current } = queueSelectionOf(studio, session.open);
  if (orderedFrom.get(session) === current) await session.start();
  else {
    orderedFrom.set(session, current);
    await session.reorder();
  }
  return session;
}

async function begin(studio: Studio, open: OpenDataSet): Promise<VerifySession> {
  await protocols.restore(studio.store);
  const [seed, events]: [string, LedgerEvent[]] = await Promise.all([seedOf(studio, open), studio.ledger.events()]);
  const [choice, selection] = [queueChoiceOf(studio, open), queueSelectionOf(studio, open)];
  await Promise.all([choice.restore(), selection.restore()]);
  const session = new VerifySession({
    ...{ studio, open, seed, events },
    revealMode: () => settings.revealMode,
    prepare: renderAhead,
    protocol: () => protocols.current,
    order: () => orderOf(studio, open, seed, selection.plan(choice.plan)),
    repeatShare: () => selection.plan(choice.plan).repeatShare,
    knowsLabel: (pair) => selection.tellsLabel(pair),
    claim: claimInBrowser(open.dataSet.id),
  });
  addEventListener('beforeunload', (event) => {
    if (session.writer.waiting.length > 0) event.preventDefault();
  });
  keepDraftsOnLeaving(session);
  orderedFrom.set(session, selection.current);
  await session.start();
  return session;
}

/** A page may be left for good whenever it is hidden: a phone closes it without another word. */
function keepDraftsOnLeaving(session: VerifySession): void {
  addEventListener('pagehide', () => session.drafts.flush());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') session.drafts.flush();
  });
}

/** Orders what is left of a data set as its queue is wanted now. */
async function orderOf(studio: Studio, open: OpenDataSet, seed: string, plan: QueuePlan): Promise<Queue> {
  const { fold, models } = studio;
  const margins = plan.order === 'head' ? reportOf(studio, open).refit.margins() : null;
  const request = await queueRequest({ open, fold, plan, seed, statesKey: models.rewardsKey, margins });
  const only = queueSelectionOf(studio, open).current?.rows;
  return open.view.queue(open.dataSet.id, { ...request, ...(only && { only }) });
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

/** Chunks of a long text that are rendered ahead of its turn: what the screen shows first, and some more. */
const chunksAhead = 6;

/** One chunk at a time while nothing else is to do, so that a key never waits for more than one. */
function renderAhead(pair: PairToJudge): void {
  requestIdleCallback(() => comparisonOf(pair));
  if (settings.raw) return;
  const texts = [
    ...pair.prompt.map(({ content }) => content),
    ...[...pair.first.messages, ...pair.second.messages].map((turn) => splitReasoning(turn).text),
  ];
  for (const chunk of texts.flatMap((text) => markdownChunks(text).slice(0, chunksAhead))) {
    if (chunk.length <= longestRendered) requestIdleCallback(() => renderCache.render(chunk));
  }
}
