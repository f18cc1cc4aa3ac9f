import { verifyEvent } from '../verdicts/verifyEvent';
import type { Taken } from '../store/outbox/takeArrival';
import type { Outcome } from './afterMove';
import type { Move } from './nextMove';
import type { Outbox } from './Outbox';
import type { Refusal } from './Refusal';
import type { Place, ServerLink } from './ServerLink';
import { mostBytes } from './SyncState';
import { emptyXor, fingerprintOf, xorHex } from './wire/fingerprint';

/** What a move works with. */
export interface MoveTools {
  outbox: Outbox;
  link: ServerLink;
  /** ISO 8601, UTC. */
  today(): string;
  /** By client, the difference that events were last sent again for. One that stays is not gone after again and again. */
  tried: Map<string, string>;
  /** Called when events of others have come in. */
  onTaken(taken: Taken): void;
}

/** Does one move and says what became of it. A failure of the storage is an outcome too. */
export async function performMove(move: Exclude<Move, { do: 'rest' }>, tools: MoveTools): Promise<Outcome> {
  try {
    if (move.do === 'park') return await park(move, tools);
    const { generation, store, cursor } = await tools.outbox.record();
    if (generation === null) return await meet(tools);
    const place = { generation, store };
    if (move.do === 'push') return await push(move.events, place, tools);
    return move.do === 'pull' ? await pull(cursor, place, tools) : await compare(place, tools);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return refused({ kind: 'storage', message });
  }
}

/** The first contact, or a server that says no more than that it is another one. */
async function meet({ link, outbox }: MoveTools): Promise<Outcome> {
  const answer = await link.look();
  if (!answer.ok) return refused(answer.refusal);
  await outbox.renew(answer.value.generation, answer.value.store);
  return { kind: 'renewed' };
}

async function park({ event }: Extract<Move, { do: 'park' }>, { outbox, today }: MoveTools): Promise<Outcome> {
  await outbox.park(event.id, event.code, event.message, today());
  return { kind: 'parked' };
}

async function push(events: number, place: Place, tools: MoveTools): Promise<Outcome> {
  const { outbox, link, today } = tools;
  const batch = await outbox.batch(events, mostBytes);
  if (!batch) return { kind: 'pushed', sent: 0 };
  const answer = await link.push(place, batch);
  const sent = batch.events.map(({ id }) => id);
  if (!answer.ok) return afterRefusal(answer.refusal, place, tools, sent);
  if (answer.value.generation !== place.generation)
    return renew({ ...place, generation: answer.value.generation }, tools);
  await outbox.settle(answer.value, today());
  const settled = new Set([...answer.value.acked, ...answer.value.rejected.map(({ id }) => id)]);
  if (sent.some((id) => settled.has(id))) return { kind: 'pushed', sent: sent.length };
  // It would be sent again and again without a pause.
  return refused({
    kind: 'unreachable',
    message: 'The server answered, but said nothing of the events that were sent.',
  });
}

async function pull(after: string | null, place: Place, tools: MoveTools): Promise<Outcome> {
  const answer = await tools.link.pull(place.store, after);
  if (!answer.ok) return afterRefusal(answer.refusal, place, tools);
  const page = answer.value;
  const { generation } = page;
  if (generation !== place.generation) return renew({ ...place, generation }, tools);
  const checked = page.events.map((event) => verifyEvent(event));
  const events = checked.flatMap((one) => (one.ok ? [one.event] : []));
  const reasons = checked.flatMap((one) => (one.ok ? [] : [one.reason]));
  const { annotators, next } = page;
  if (page.events.length > 0 || next !== after) {
    const taken = await tools.outbox.take({ generation, events, annotators, after, next, refused: reasons });
    if (taken.added > 0) tools.onTaken(taken);
  }
  return { kind: 'pulled', more: page.more && next !== after };
}

async function compare(place: Place, tools: MoveTools): Promise<Outcome> {
  let differ = false;
  for (const here of await tools.outbox.acknowledged()) {
    const answer = await tools.link.digest(place.store, here.client);
    if (!answer.ok) return afterRefusal(answer.refusal, place, tools);
    const { generation } = answer.value;
    if (generation !== place.generation) return renew({ ...place, generation }, tools);
    const xor = here.events.map((event) => fingerprintOf(event)).reduce(xorHex, emptyXor);
    const isSame = answer.value.count === here.events.length && answer.value.xor === xor;
    const difference = isSame ? '' : [generation, xor, answer.value.xor].join(' ');
    const isNew = !isSame && tools.tried.get(here.client) !== difference;
    if (isNew) await tools.outbox.sendAgain(here.client);
    tools.tried.set(here.client, difference);
    differ ||= isNew;
  }
  return { kind: 'compared', differ };
}

function afterRefusal(
  refusal: Refusal,
  place: Place,
  tools: MoveTools,
  sent: readonly string[] = [],
): Promise<Outcome> {
  if (refusal.kind !== 'generation') return Promise.resolve(refused(refusal, sent));
  return refusal.generation === null ? meet(tools) : renew({ ...place, generation: refusal.generation }, tools);
}

async function renew({ generation, store }: Place, { outbox }: MoveTools): Promise<Outcome> {
  await outbox.renew(generation, store);
  return { kind: 'renewed' };
}

function refused(refusal: Refusal, sent: readonly string[] = []): Outcome {
  return { kind: 'refused', refusal, sent };
}
