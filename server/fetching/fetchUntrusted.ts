import { Readable } from 'node:stream';
import { request, type Agent, type Dispatcher } from 'undici';
import type { Answer } from '../../src/hub/Fetch';
import { checkTarget, type Target } from './checkTarget';
import type { FetchPolicy } from './FetchPolicy';
import { FetchRefusal } from './FetchRefusal';
import { pinnedAgent } from './pinnedAgent';

export interface UntrustedRequest {
  method: 'GET' | 'HEAD';
  headers: Record<string, string>;
  signal: AbortSignal;
}

/** Headers that are sent on; nothing of the server's own (cookies, tokens) can be among them. */
const passedHeaders = ['range', 'authorization'];

/**
 * Fetches an address that somebody asked the server for: the one way by which it does. The address and every one that it redirects
 * to are checked before anything is sent; the connection goes to the machine that was checked; bytes and time are bounded; a token
 * goes to the origin that it was meant for and not where that redirects.
 * @throws FetchRefusal naming the rule that was broken; whatever the connection fails with
 */
export async function fetchUntrusted(address: string, asked: UntrustedRequest, policy: FetchPolicy): Promise<Answer> {
  const signal = AbortSignal.any([asked.signal, AbortSignal.timeout(policy.times.totalMs)]);
  const meantFor = URL.canParse(address) ? new URL(address).origin : '';
  let next = address;
  for (let redirects = 0; redirects <= policy.redirects; redirects += 1) {
    const target = await checkTarget(next, policy);
    const agent = pinnedAgent(target, policy);
    const response = await send(target, agent, { ...asked, signal }, target.url.origin === meantFor);
    const location = redirectOf(response);
    if (location === null) return answerOf(target, response, agent, policy);
    await response.body.dump().catch(() => undefined);
    void agent.destroy();
    next = URL.parse(location, target.url)?.href ?? location;
  }
  throw new FetchRefusal(`${meantFor} redirects more than ${policy.redirects} times.`);
}

async function send(
  { url }: Target,
  agent: Agent,
  { method, headers, signal }: UntrustedRequest,
  isMeant: boolean,
): Promise<Dispatcher.ResponseData> {
  const passed = Object.entries(headers).filter(([name]) => {
    const lower = name.toLowerCase();
    return passedHeaders.includes(lower) && (isMeant || lower !== 'authorization');
  });
  // What is sent unpacked can be counted: no body grows on this side.
  const sent = { ...Object.fromEntries(passed), 'accept-encoding': 'identity', 'user-agent': 'assay' };
  try {
    return await request(url, { method, headers: sent, signal, dispatcher: agent });
  } catch (error) {
    void agent.destroy();
    throw error;
  }
}

function redirectOf({ statusCode, headers }: Dispatcher.ResponseData): string | null {
  const { location } = headers;
  return [301, 302, 303, 307, 308].includes(statusCode) && typeof location === 'string' ? location : null;
}

function answerOf(
  { url }: Target,
  { statusCode, headers, body }: Dispatcher.ResponseData,
  agent: Agent,
  { bodyBytes }: FetchPolicy,
): Answer {
  const seen = new Headers();
  for (const [name, value] of Object.entries(headers)) for (const one of [value ?? []].flat()) seen.append(name, one);
  const bounded = Readable.from(boundedPieces(body, bodyBytes));
  bounded.once('close', () => void agent.destroy());
  return {
    status: statusCode,
    url: url.href,
    headers: seen,
    body: Readable.toWeb(bounded) as ReadableStream<Uint8Array>,
  };
}

async function* boundedPieces(body: Readable, most: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of body as AsyncIterable<Uint8Array>) {
    bytes += piece.length;
    if (bytes > most) throw new FetchRefusal(`The answer has more than ${most} bytes, and was not read on.`);
    yield piece;
  }
}
