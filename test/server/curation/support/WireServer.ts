import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What arrived. */
export interface WireCall {
  path: string;
  body: Record<string, unknown>;
  headers: IncomingMessage['headers'];
}

/** An answer in JSON, or something that a server does instead. */
export type WireAnswer =
  | { json: unknown }
  | { status: number; text?: string; headers?: Record<string, string> }
  /** The headers and half of the body, then nothing more. */
  | { cutOff: unknown }
  | { slowMs: number; json: unknown };

/** A server on this machine that answers as a test says, and remembers what it was asked. */
export class WireServer {
  readonly calls: WireCall[] = [];
  inFlight = 0;
  mostInFlight = 0;
  readonly #server: Server;

  private constructor(private readonly answer: (call: WireCall, number: number) => WireAnswer) {
    this.#server = createServer((request, response) => void this.#handle(request, response));
  }

  static async start(answer: (call: WireCall, number: number) => WireAnswer): Promise<WireServer> {
    const server = new WireServer(answer);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get base(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = JSON.parse(Buffer.concat(pieces).toString()) as Record<string, unknown>;
    const call = { path: request.url ?? '', body, headers: request.headers };
    this.calls.push(call);
    const answer = this.answer(call, this.calls.length);
    if ('slowMs' in answer) await new Promise((resolve) => setTimeout(resolve, answer.slowMs));
    this.inFlight -= 1;
    send(response, answer);
  }
}

function send(response: ServerResponse, answer: WireAnswer): void {
  if ('status' in answer) response.writeHead(answer.status, answer.headers).end(answer.text ?? '');
  else if ('cutOff' in answer) {
    const text = JSON.stringify(answer.cutOff);
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': text.length });
    response.write(text.slice(0, text.length / 2), () => response.destroy());
  } else response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer.json));
}
