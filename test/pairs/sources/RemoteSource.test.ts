import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Fetch } from '../../../src/hub/Fetch';
import { FileChanged, readBytes } from '../../../src/pairs/ByteSource';
import { bytesOf, joined } from '../../../src/pairs/containers/ByteStream';
import { inspectFile } from '../../../src/pairs/inspectFile';
import type { RemoteFile } from '../../../src/pairs/RemoteFile';
import { blockBytes, RemoteSource } from '../../../src/pairs/sources/RemoteSource';
import { StandInHub } from '../../support/hub/StandInHub';
import { jsonLines, parquetOf } from './hubFiles';

let hub: StandInHub;
const parquet = parquetOf(500);
const lines = jsonLines(50);
const long = new Uint8Array(2 * blockBytes + 12_345).map((_, at) => at % 251);

beforeAll(async () => {
  hub = await StandInHub.start();
});
afterAll(() => hub.close());
beforeEach(() => {
  hub.forget();
  const files = new Map([
    ['train.parquet', parquet],
    ['train.jsonl', lines],
    ['long.jsonl', long],
  ]);
  hub.add('datasets/maker/pairs', files, { token: 'hf_right', isGated: true });
});

const quick = { attempts: 3, wait: () => Promise.resolve() };

function remote(path: string, bytes: Uint8Array, token: string | null = 'hf_right'): RemoteFile {
  const commit = hub.commitOf('datasets/maker/pairs');
  const address = `${hub.base}/datasets/maker/pairs/resolve/${commit}/${path}`;
  return { kind: 'remote', address, size: bytes.length, token };
}

function open(path: string, bytes: Uint8Array, token?: string | null): RemoteSource {
  return new RemoteSource(remote(path, bytes, token), { fetch, retries: quick });
}

async function whole(source: RemoteSource): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const { bytes } of bytesOf(source)) parts.push(bytes.slice());
  return joined(parts);
}

test('a Parquet file is read by ranges from where the hub sends them on to, which never sees the token', async () => {
  const source = open('train.parquet', parquet);
  expect(await inspectFile(source, 'train.parquet', null)).toMatchObject({ containerInWords: 'Parquet' });
  const cdn = hub.requests.filter(({ host }) => host === 'cdn');
  expect(cdn.length).toBeGreaterThan(0);
  expect(cdn.every(({ range, authorization }) => range !== null && authorization === null)).toBe(true);
});

test('a file that is read from end to end comes byte for byte, in few requests, and never twice', async () => {
  // An expectation on arrays of this size would take minutes to print.
  expect(Buffer.compare(await whole(open('long.jsonl', long)), long)).toBe(0);
  const sent = hub.sent('long.jsonl');
  expect(hub.requests.length).toBeLessThan(6);
  expect(sent).toBe(long.length);
});

test('a broken connection is taken up again, and one that stays broken is told', async () => {
  hub.spoil('train.jsonl', { cutAfter: 100, times: 2 });
  expect(await whole(open('train.jsonl', lines))).toEqual(lines);
  hub.spoil('train.jsonl', { cutAfter: 100 });
  await expect(whole(open('train.jsonl', lines))).rejects.toThrow(/connection to .* broke|sent 100 of/);
});

test('after a failure the same bytes can be had once the hub is well', async () => {
  const source = open('train.jsonl', lines);
  hub.spoil('train.jsonl', { status: 403 });
  await expect(readBytes(source, 0, 10)).rejects.toThrow(/may not read it/);
  hub.spoil('train.jsonl', null);
  expect(await readBytes(source, 0, 10)).toEqual(lines.slice(0, 10));
});

test('a file of another version or length is a changed file, and nothing of both is mixed', async () => {
  const source = open('long.jsonl', long);
  await readBytes(source, 0, 10);
  hub.spoil('long.jsonl', { etag: '"other"' });
  await expect(readBytes(source, blockBytes, blockBytes + 10)).rejects.toBeInstanceOf(FileChanged);
  hub.forget();
  await expect(readBytes(open('long.jsonl', long.subarray(1)), 0, 10)).rejects.toThrow(/had \d+ bytes and has now/);
});

test('a server that gives whole files only is refused in words, but for the beginning', async () => {
  hub.spoil('long.jsonl', { ignoreRange: true });
  expect(await readBytes(open('long.jsonl', long), 0, 10)).toEqual(long.slice(0, 10));
  await expect(readBytes(open('long.jsonl', long), 100, 110)).rejects.toThrow(/whole files only.*load it from disk/);
});

test('without the token of a gated data set the refusal says where its licence is accepted', async () => {
  await expect(readBytes(open('train.jsonl', lines, null), 0, 10)).rejects.toThrow(
    /maker\/pairs is gated \(401\): open .*\/datasets\/maker\/pairs, accept the licence/,
  );
});

test('an answer from a host without encryption is not read, and the host is named', async () => {
  const elsewhere: Fetch = async (url, init) => {
    const answer = await fetch(url, init);
    return { status: answer.status, url: 'http://elsewhere.example/x', headers: answer.headers, body: answer.body };
  };
  const source = new RemoteSource(remote('train.jsonl', lines), { fetch: elsewhere, retries: quick });
  await expect(readBytes(source, 0, 10)).rejects.toThrow(/sends on to http:\/\/elsewhere\.example/);
});

test('whoever ends the import waits for no hub', async () => {
  const controller = new AbortController();
  hub.spoil('train.jsonl', { hold: new Promise(() => undefined) });
  const source = new RemoteSource(remote('train.jsonl', lines), { fetch, retries: quick, signal: controller.signal });
  const reading = readBytes(source, 0, 10);
  controller.abort();
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
});
