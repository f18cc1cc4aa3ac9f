import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { FetchSource } from '../../../src/engine/checkpoint/FetchSource';
import type { LoadProgress } from '../../../src/engine/contract';

let server: Server | null = null;

afterEach(() => {
  server?.close();
  server = null;
});

/** The address of a folder `models/tiny` that answers as given. */
async function serve(answer: RequestListener): Promise<string> {
  const listening = createServer(answer);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String((listening.address() as AddressInfo).port)}/models/tiny`;
}

describe('a checkpoint behind an address', () => {
  test('gives files whole and by range, fetches each once, and tells the bytes', async () => {
    const asked: string[] = [];
    const progress: LoadProgress[] = [];
    const base = await serve((request, response) => {
      asked.push(request.url ?? '');
      response.setHeader('content-length', 5).end('hello');
    });
    const source = new FetchSource(base, (step) => progress.push(step));
    expect(source.name).toBe('tiny');
    expect(new TextDecoder().decode((await source.find('a.txt')) ?? undefined)).toBe('hello');
    expect(new TextDecoder().decode(await source.range('a.txt', 1, 3))).toBe('el');
    expect(await source.size('a.txt')).toBe(5);
    expect(asked).toEqual(['/models/tiny/a.txt']);
    expect(progress.at(-1)).toEqual({ stage: 'download', doneBytes: 5, totalBytes: 5 });
  });

  test.each<[string, RequestListener]>([
    ['a 404', (_, response) => response.writeHead(404).end()],
    ['the page of a studio', (_, response) => response.setHeader('content-type', 'text/html').end('<!doctype html>')],
  ])('has no file where the server answers with %s', async (_, answer) => {
    const source = new FetchSource(await serve(answer), () => undefined);
    expect(await source.find('config.json')).toBeNull();
    expect(await source.has('config.json')).toBe(false);
    await expect(source.size('config.json')).rejects.toMatchObject({ name: 'CheckpointError', file: 'config.json' });
  });

  test.each<[string, RequestListener, RegExp]>([
    ['an error', (_, response) => response.writeHead(503).end(), /answered 503/],
    [
      'fewer bytes than it announced',
      (_, response) => {
        response.writeHead(200, { 'content-length': 10 });
        response.write('half');
        setTimeout(() => response.destroy(), 20);
      },
      /connection broke/,
    ],
  ])('is refused by the name of the file where the server gives %s', async (_, answer, complaint) => {
    const source = new FetchSource(await serve(answer), () => undefined);
    const error: unknown = await source.find('model.safetensors').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'CheckpointError', file: 'model.safetensors' });
    expect((error as Error).message).toMatch(complaint);
  });

  test('is refused by the name of the file where there is no server', async () => {
    const source = new FetchSource('http://127.0.0.1:9/', () => undefined);
    await expect(source.find('config.json')).rejects.toThrow(/^config\.json: could not be fetched/);
  });
});
