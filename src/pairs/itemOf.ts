import { ContentIds } from './contentId';
import type { Draft, DraftResponse } from './formats/Format';
import { sharedLength } from './formats/splitConversations';
import { RowError } from './formats/RowError';
import type { Item, OriginalLabel } from './Item';
import type { Json } from './Json';
import type { Message } from './Message';

/** More responses to one prompt give more pairs than anybody looks at; a file of this kind is no preference data. */
const maxResponses = 100;

interface Candidate extends DraftResponse {
  id: string;
}

/**
 * Checks what a format read and makes it an item, responses in canonical order. What the row says of each response goes to
 * `meta.responses` in that order.
 *
 * @throws RowError where the prompt or a response is empty, the turns are out of place or the responses are the same text.
 */
export function itemOf(read: Draft, meta: { [key: string]: Json }): Item {
  if (read.responses.length < 2)
    throw new RowError(read.responses.length === 0 ? 'the row has no responses' : 'the row has only one response');
  const draft = withSharedTurns(read);
  checkPrompt(draft.prompt);
  const ids = new ContentIds(draft.prompt);
  const candidates = distinct(ids, draft.responses);
  if (candidates.length < 2) throw new RowError('the responses are the same text');
  if (candidates.length > maxResponses)
    throw new RowError(`${candidates.length} responses; ${maxResponses} is the limit`);
  const responses = candidates.map(({ id, messages }) => ({ id, messages }));
  const about = candidates.map((candidate) => candidate.about);
  const labelled: { [key: string]: Json } = draft.label === null ? {} : { label: draft.label };
  return {
    id: ids.item(responses.map((response) => response.id)),
    prompt: draft.prompt,
    responses,
    label: labelOf(candidates, draft.bothBad),
    meta: { ...meta, ...labelled, responses: about },
  };
}

/**
 * What every response must hold by itself, whatever stands beside it.
 *
 * @throws RowError where the prompt or a response is empty or its turns are out of place.
 */
export function checkDraft({ prompt, responses }: Draft): void {
  checkPrompt(prompt);
  responses.forEach(checkResponse);
}

/** Turns with which all responses begin belong to the prompt: so an item has one id, however its file divides it. */
function withSharedTurns(draft: Draft): Draft {
  const shared = sharedLength(draft.responses.map((response) => response.messages));
  if (shared === 0) return draft;
  const turns = draft.responses[0]?.messages.slice(0, shared) ?? [];
  const responses = draft.responses.map((response) => ({ ...response, messages: response.messages.slice(shared) }));
  return { ...draft, prompt: [...draft.prompt, ...turns], responses };
}

function labelOf(candidates: Candidate[], bothBad: boolean | undefined): OriginalLabel | null {
  const ranks = candidates.map((candidate) => candidate.rank).filter((rank) => rank !== null);
  if (ranks.length < candidates.length) return null;
  return { ranks: dense(ranks), ...(bothBad === true ? { bothBad } : {}) };
}

/** The same order from 0 without gaps: ranks of 1 and 2 in one file and of 0 and 1 in another are one label. */
function dense(ranks: number[]): number[] {
  const order = [...new Set(ranks)].sort((one, other) => one - other);
  return ranks.map((rank) => order.indexOf(rank));
}

/** Sorted by id; equal texts of equal rank become one, of different ranks they contradict each other. */
function distinct(ids: ContentIds, responses: DraftResponse[]): Candidate[] {
  const byId = new Map<string, Candidate>();
  for (const response of responses) {
    checkResponse(response);
    const id = ids.response(response.messages);
    const known = byId.get(id);
    if (known !== undefined && known.rank !== response.rank) {
      throw new RowError(`${nameOf(known)} and ${nameOf(response)} are the same text`);
    }
    if (known === undefined) byId.set(id, { ...response, id });
    else known.about = { ...known.about, also: [...alsoOf(known), response.about] };
  }
  return [...byId.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** What the row says of the equal texts that became this one. */
function alsoOf({ about }: Candidate): Json[] {
  return Array.isArray(about['also']) ? about['also'] : [];
}

function checkPrompt(prompt: Message[]): void {
  if (!prompt.some((message) => message.content.trim() !== '')) throw new RowError('the prompt is empty');
  if (prompt.at(-1)?.role === 'assistant') throw new RowError('the prompt ends with an assistant turn');
}

function checkResponse(response: DraftResponse): void {
  const { messages } = response;
  if (messages[0]?.role !== 'assistant')
    throw new RowError(`${nameOf(response)} does not begin with an assistant turn`);
  const last = messages.at(-1);
  if (last?.role !== 'assistant') throw new RowError(`the last turn of ${nameOf(response)} is not the assistant's`);
  if (last.content.trim() === '') throw new RowError(`${nameOf(response)} is empty`);
}

function nameOf({ about }: DraftResponse): string {
  return typeof about['column'] === 'string' ? `"${about['column']}"` : 'a response';
}
