import { retryAfterOf } from '../../../../src/hub/http';
import { usualRetries, waitOrThrow, type RetryPolicy } from '../../../../src/hub/retries';
import { TransferError } from '../../../../src/hub/TransferError';
import { readAnswer } from '../../../../src/sync/wire/readAnswer';
import { WireError } from '../../../../src/sync/wire/WireError';
import type { Secret } from '../../machines/http/Secret';
import { PipelineError } from '../../pipeline/PipelineError';
import type { HumanAsk } from '../HumanWork';
import { ServerRefusal } from './ServerRefusal';

export interface ServerCall {
  method?: 'GET' | 'POST' | 'DELETE';
  /** From the server's root. */
  path: string;
  /** An object is sent as JSON, a text as bytes. */
  body?: object | string;
  /** What the token needs for it, as `assay token create --scope` names it. */
  scope: string;
}

/** Longer than the server holds a request that waits for events; a data set may take its time. */
const patienceMs = 120_000;

/** Failures after which somebody is told, and those after which the pauses grow no longer (about half a minute). */
const toldAfter = 2;
const mostDoubled = 7;

/** An Assay server as a plan asks it. The token leaves this machine encrypted or not at all, and follows no redirect. */
export class ServerClient {
  /** Whether an Assay server has answered. */
  #isKnown = false;

  /** @param secret read when it is first needed: who looks at a plan's files needs no token */
  constructor(
    readonly base: string,
    private readonly secret: () => Secret | null,
    private readonly wait: RetryPolicy['wait'] = usualRetries.wait,
  ) {}

  /**
   * Asks until there is an answer: a few times, or, for whoever is patient, for as long as it takes.
   * @throws ServerRefusal where the server says no, TransferError where nobody answers, PipelineError where no Assay server does
   */
  async ask<T>(call: ServerCall, read: (answer: unknown) => T, ask: HumanAsk): Promise<T> {
    for (let failures = 1; ; failures += 1) {
      try {
        return this.#read(await this.#once(call, ask.signal), read);
      } catch (error) {
        if (ask.isPatient && failures === toldAfter && error instanceof TransferError)
          ask.note(`${error.message} It is asked again until it answers.`);
        const policy = { attempts: ask.isPatient ? Infinity : usualRetries.attempts, wait: this.wait };
        await waitOrThrow(error, ask.isPatient ? Math.min(failures, mostDoubled) : failures, policy, ask.signal);
      }
    }
  }

  #read<T>(text: string, read: (answer: unknown) => T): T {
    try {
      const value = read(JSON.parse(text));
      this.#isKnown = true;
      return value;
    } catch (error) {
      throw error instanceof SyntaxError || error instanceof WireError ? this.#stranger(error) : error;
    }
  }

  /** Whatever answers there, it is no Assay server: where one has answered before, a gateway that stands in for it while it is away. */
  #stranger(error: Error): Error {
    if (this.#isKnown) return new TransferError('server', `${this.base} is away: ${error.message}`);
    const message = `"people.server" is ${this.base}, and what answers there is no Assay server of this version: ${error.message}`;
    return new PipelineError(message, { cause: error });
  }

  async #once(call: ServerCall, signal: AbortSignal): Promise<string> {
    const { method = 'GET', path, body } = call;
    const secret = this.secret();
    secret?.checkAddress(this.base);
    const isJson = typeof body === 'object';
    const content = body === undefined ? null : isJson ? JSON.stringify(body) : body;
    const type = isJson ? 'application/json' : 'application/octet-stream';
    const headers = { ...(content !== null && { 'Content-Type': type }), ...secret?.header() };
    const timeout = AbortSignal.timeout(patienceMs);
    const either = AbortSignal.any([signal, timeout]);
    try {
      const response = await fetch(this.base + path, {
        method,
        headers,
        body: content,
        redirect: 'error',
        signal: either,
      });
      const text = await response.text();
      if (response.ok) return text;
      throw this.#complaint(call, response, secret?.hide(text) ?? text);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof TransferError || error instanceof ServerRefusal) throw error;
      const reason = timeout.aborted ? `no answer within ${patienceMs / 1000} s` : causeOf(error);
      throw new TransferError('connection', `${this.base} could not be reached (${reason}).`, null, { cause: error });
    }
  }

  #complaint({ scope }: ServerCall, response: Response, text: string): Error {
    const { status } = response;
    const problem = readAnswer.problem(status, parsed(text));
    const said = problem.detail || problem.title || 'it says nothing more.';
    const message = `${this.base} answered ${status}: ${said}`;
    if (status === 429 || status === 503) return new TransferError('limited', message, retryAfterOf(response));
    if (status >= 500 || status === 408) return new TransferError('server', message);
    if (problem.title === '' && this.#isKnown) return new TransferError('server', message);
    return new ServerRefusal(status, problem.code, message + this.#advice(status, scope));
  }

  /** What somebody can do about a refusal. */
  #advice(status: number, scope: string): string {
    const token = this.secret();
    if (status === 401 && token === null)
      return ' Name the environment variable with a token of that server as "people.keyVariable".';
    if (status === 401)
      return ` The token in ${token?.variable} is not good there: make another one (assay token create).`;
    if (status === 403)
      return ` The plan needs a token with the scopes labels:read, data:read and data:write for its project; here it lacks ${scope}, or belongs to somebody who is no curator there.`;
    if (status === 404) return ' Make the project there, or name another one as "people.project".';
    return '';
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
