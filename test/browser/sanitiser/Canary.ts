import { cdp } from 'vitest/browser';

type Listener = (message: { request?: { url: string } }) => void;

interface Session {
  on(event: string, listen: Listener): void;
  off(event: string, listen: Listener): void;
  send(method: string): Promise<unknown>;
}

const requestEvent = 'Network.requestWillBeSent';

/** Counts what hostile texts achieve: calls of `hit`, dialogs and prints, requests of the page, names of the document taken. */
export class Canary {
  readonly requests: string[] = [];
  hits = 0;
  readonly #before = this.#names();
  readonly #session = cdp() as unknown as Session;
  readonly #note: Listener = ({ request }) => void this.requests.push(request?.url ?? '');

  /** From now on everything is counted. */
  static async start(): Promise<Canary> {
    const canary = new Canary();
    const count = () => void (canary.hits += 1);
    for (const name of ['hit', 'alert', 'confirm', 'prompt', 'print', 'open'])
      Object.defineProperty(window, name, { value: count, configurable: true, writable: true });
    // The session is made by its first command, and only then hears who listens: the second command waits for that.
    await canary.#session.send('Network.enable');
    canary.#session.on(requestEvent, canary.#note);
    await canary.#session.send('Network.enable');
    return canary;
  }

  async stop(): Promise<void> {
    this.#session.off(requestEvent, this.#note);
    await this.#session.send('Network.disable');
  }

  /** What a document that was not clobbered answers to. */
  #names(): unknown[] {
    const { body, cookie, location, currentScript, getElementById, createElement, implementation, title } = document;
    return [body, cookie, location, currentScript, getElementById, createElement, implementation, title, window.self];
  }

  get taken(): boolean {
    return this.#names().some((value, at) => value !== this.#before[at]);
  }

  /** How much has happened so far. */
  get count(): number {
    return this.hits + this.requests.length + (this.taken ? 1 : 0);
  }
}
