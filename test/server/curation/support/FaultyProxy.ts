import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of a request: it goes through, it never arrives, its answer never arrives, or it is answered so by the proxy itself. */
export type Passage = 'pass' | 'lose request' | 'lose answer' | { status: number };

/** Requests go through it to a server, as a test wants them to. */
export class FaultyProxy {
  /** Of every request, as `PUT /v1/...` without its query. */
  readonly requests: string[] = [];
  passage: (request: string, number: number) => Passage = () => 'pass';
  /** What becomes of an answer on its way. */
  alter: (text: string) => string = (text) => text;
  readonly #server: Server;

  private constructor(public target: string) {
    this.#server = createServer((request, response) => void this.#handle(request, response));
  }

  static async start(target: string): Promise<FaultyProxy> {
    const proxy = new FaultyProxy(target);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Breaks every connection that there is now. */
  drop(): void {
    this.#server.closeAllConnections();
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = request;
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const name = `${method} ${url.split('?')[0] ?? ''}`;
    this.requests.push(name);
    const passage = this.passage(name, this.requests.length);
    if (typeof passage === 'object') return void response.writeHead(passage.status).end('{}');
    if (passage === 'lose request') return void request.socket.destroy();
    const given = Object.entries(headers).filter(([header]) => ['authorization', 'content-type'].includes(header));
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const body = pieces.length === 0 ? null : Buffer.concat(pieces);
    const init = { method, headers: Object.fromEntries(given) as Record<string, string>, body, signal: gone.signal };
    const answer = await fetch(this.target + url, init).catch(() => null);
    const text = (await answer?.text().catch(() => '')) ?? '';
    if (passage === 'lose answer' || answer === null) return void request.socket.destroy();
    response
      .writeHead(answer.status, { 'Content-Type': answer.headers.get('Content-Type') ?? '' })
      .end(this.alter(text));
  }
}
