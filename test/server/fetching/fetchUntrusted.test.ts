import fc from 'fast-check';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { checkTarget } from '../../../server/fetching/checkTarget';
import type { FetchPolicy } from '../../../server/fetching/FetchPolicy';
import { FetchRefusal } from '../../../server/fetching/FetchRefusal';
import { fetchUntrusted } from '../../../server/fetching/fetchUntrusted';
import { isPublicAddress } from '../../../server/fetching/isPublicAddress';
import { usualPolicy } from '../../../server/fetching/usualPolicy';

const publicAddress = '93.184.215.14';

/** A policy whose names mean what the test says. */
function policyOf(names: Record<string, string[]>, more: Partial<FetchPolicy> = {}): FetchPolicy {
  return { ...usualPolicy, resolve: async (host) => names[host] ?? [], ...more };
}

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  vi.unstubAllEnvs();
});

async function listen(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const local = (more: Partial<FetchPolicy> = {}) =>
  policyOf(
    { 'hub.example': ['127.0.0.1'], 'files.example': ['127.0.0.1'] },
    {
      ...{ hosts: ['hub.example', 'files.example'], allowPrivate: true },
      ...more,
    },
  );

const get = (url: string, policy: FetchPolicy, headers: Record<string, string> = {}) =>
  fetchUntrusted(url, { method: 'GET', headers, signal: new AbortController().signal }, policy);

const textOf = async (answer: Awaited<ReturnType<typeof get>>) => new Response(answer.body).text();

describe('an address of a machine', () => {
  const refused = [
    ...['0.0.0.0', '0.1.2.3', '10.0.0.1', '10.255.255.255', '100.64.0.1', '100.127.255.254', '127.0.0.1', '127.1.2.3'],
    ...['169.254.169.254', '169.254.0.1', '172.16.0.1', '172.31.255.255', '192.0.0.1', '192.0.2.1', '192.88.99.1'],
    ...['192.168.0.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '239.1.1.1', '240.0.0.1'],
    ...['255.255.255.255', '::', '::1', '::7f00:1', '::ffff:127.0.0.1', '::ffff:93.184.215.14', '::ffff:0:7f00:1'],
    ...['64:ff9b::7f00:1', '64:ff9b::5db8:d70e', '64:ff9b:1::a00:1', '100::1', '2001::1', '2001:db8::1', '2001:10::1'],
    ...['2002:7f00:1::', '2002:a00:1::1', '3fff::1', '5f00::1', 'fc00::1', 'fd12:3456::1', 'fe80::1', 'fe80::1%eth0'],
    ...['fec0::1', 'ff02::1', 'ff0e::1', 'localhost', '', '127.1', '0x7f000001', '2130706433', '1.2.3', 'x'],
  ];
  test.each(refused)('%s is none of the open Internet', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each([publicAddress, '1.1.1.1', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '2a00:1450::1'])(
    '%s is one of the open Internet',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  const byte = fc.nat({ max: 255 });
  const privateIPv4 = fc.oneof(
    fc.tuple(fc.constantFrom(0, 10, 127), byte, byte, byte),
    fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
    fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
    fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
    fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte),
  );

  test('of a private range is refused in every dress: plain, in decimal, octal and hex, mapped, 6to4, NAT64', async () => {
    const hex = (parts: readonly number[]) => parts.map((part) => part.toString(16).padStart(2, '0')).join('');
    const dresses = (parts: readonly number[]) => {
      const [a = 0, b = 0, c = 0, d = 0] = parts;
      const whole = ((a * 256 + b) * 256 + c) * 256 + d;
      const [high, low] = [hex(parts).slice(0, 4), hex(parts).slice(4)];
      const plain = [parts.join('.'), String(whole), `0x${hex(parts)}`, `0${whole.toString(8)}`];
      const mixed = [`0${a.toString(8)}.${b}.${c}.${d}`, `${a}.${(b * 256 + c) * 256 + d}`, `${a}.${b}.${c * 256 + d}`];
      const wide = [
        `[::ffff:${parts.join('.')}]`,
        `[2002:${high}:${low}::]`,
        `[64:ff9b::${high}:${low}]`,
        `[::${high}:${low}]`,
      ];
      return [...plain, ...mixed, ...wide];
    };
    await fc.assert(
      fc.asyncProperty(privateIPv4, async (parts) => {
        for (const host of dresses(parts)) {
          const { hostname } = new URL(`https://${host}/`);
          const policy = policyOf({}, { hosts: [hostname.replace(/^\[|\]$/g, '')] });
          await expect(checkTarget(`https://${host}/`, policy)).rejects.toThrow(/open Internet/);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('an address to fetch', () => {
  const names = {
    'huggingface.co': [publicAddress],
    'cdn-lfs.huggingface.co': ['2606:4700::1'],
    'cas.hf.co': [publicAddress],
    'rebound.hf.co': [publicAddress, '10.0.0.1'],
    'metadata.hf.co': ['169.254.169.254'],
    'mapped.hf.co': ['::ffff:10.0.0.1'],
  };
  const policy = policyOf(names);

  test.each([
    'https://huggingface.co/a',
    'https://HUGGINGFACE.CO:443/a',
    'https://cdn-lfs.huggingface.co/',
    'https://cas.hf.co/',
  ])('%s may be fetched', async (url) => {
    expect((await checkTarget(url, policy)).addresses).toHaveLength(1);
  });

  test.each([
    ['http://huggingface.co/', /must begin with https/],
    ['ftp://huggingface.co/', /must begin with https/],
    ['file:///etc/passwd', /must begin with https/],
    ['gopher://huggingface.co/', /must begin with https/],
    ['data:text/plain,x', /must begin with https/],
    ['javascript:alert(1)', /must begin with https/],
    ['https://huggingface.co:8443/', /port must be 443/],
    ['https://huggingface.co:22/', /port must be 443/],
    ['https://user:word@huggingface.co/', /user name or password/],
    ['https://huggingface.co@evil.example/', /user name or password/],
    ['https://evil.example/', /fetches from/],
    ['https://evil.example/huggingface.co', /fetches from/],
    ['https://huggingface.co.evil.example/', /fetches from/],
    ['https://evilhuggingface.co/', /fetches from/],
    ['https://evilhf.co/', /fetches from/],
    ['https://hf.co/', /fetches from/],
    ['https://huggingface.co./', /fetches from/],
    ['https://cas.hf.co./', /fetches from/],
    ['https://huggingfаce.co/', /fetches from/],
    ['https://127.0.0.1/', /fetches from/],
    ['https://2130706433/', /fetches from/],
    ['https://0x7f.1/', /fetches from/],
    ['https://017700000001/', /fetches from/],
    ['https://①②⑦.⓪.⓪.①/', /fetches from/],
    ['https://[::1]/', /fetches from/],
    ['https://[::ffff:7f00:1]/', /fetches from/],
    ['https://localhost/', /fetches from/],
    ['https://rebound.hf.co/', /10\.0\.0\.1.*open Internet/],
    ['https://metadata.hf.co/', /169\.254\.169\.254.*open Internet/],
    ['https://mapped.hf.co/', /open Internet/],
    ['https://nowhere.hf.co/', /stands for no machine/],
    ['https://', /no address/],
    ['//huggingface.co/', /no address/],
    ['', /no address/],
  ])('%s is refused', async (url, words) => {
    await expect(checkTarget(url, policy)).rejects.toThrow(words);
    await expect(checkTarget(url, policy)).rejects.toBeInstanceOf(FetchRefusal);
  });

  test('in the letters of other scripts is the plain address it stands for, and is refused like that', async () => {
    const plain = policyOf({}, { hosts: ['127.0.0.1'] });
    await expect(checkTarget('https://①②⑦.⓪.⓪.①/', plain)).rejects.toThrow(/open Internet/);
    await expect(checkTarget('https://127.0.0.1./', plain)).rejects.toThrow(/open Internet/);
  });
});

describe('a fetch', () => {
  test('goes to the machine that was checked, whatever the name means a moment later', async () => {
    const seen: string[] = [];
    const port = await listen((request, response) => {
      seen.push(String(request.headers.host));
      response.end('here');
    });
    let asked = 0;
    const rebinding = local({ resolve: async () => (++asked === 1 ? ['127.0.0.1'] : ['127.0.0.2']) });
    expect(await textOf(await get(`http://hub.example:${port}/x`, rebinding))).toBe('here');
    expect([asked, seen]).toEqual([1, [`hub.example:${port}`]]);
  });

  test('of a name that has become private is refused before anything is sent', async () => {
    let connections = 0;
    await listen(() => (connections += 1));
    const policy = policyOf({ 'cas.hf.co': ['127.0.0.1'] });
    await expect(get('https://cas.hf.co/x', policy)).rejects.toThrow(/open Internet/);
    expect(connections).toBe(0);
  });

  test.each([
    ['http://169.254.169.254/latest/meta-data/', /fetches from/],
    ['https://metadata.example/', /169\.254\.169\.254/],
    ['file:///etc/passwd', /must begin with https/],
    ['http://user:word@hub.example/', /user name/],
    ['gopher://hub.example/', /must begin with https/],
  ])('follows no redirect to %s', async (location, words) => {
    const port = await listen((_request, response) => response.writeHead(302, { Location: location }).end());
    const names = { 'hub.example': ['127.0.0.1'], 'metadata.example': ['169.254.169.254'] };
    const onlyHub = (address: string) => address === '127.0.0.1';
    const policy = policyOf(names, {
      hosts: ['hub.example', 'metadata.example'],
      allowPrivate: true,
      resolve: async (host) => {
        const found = names[host as keyof typeof names] ?? [];
        if (!found.every(onlyHub)) throw new FetchRefusal(`${found.join()} is refused`);
        return found;
      },
    });
    await expect(get(`http://hub.example:${port}/`, policy)).rejects.toThrow(
      location.includes('metadata') ? /stands for no machine/ : words,
    );
  });

  test('checks every redirect as it checked the first address, and follows five', async () => {
    const port = await listen((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left > 0) response.writeHead(307, { Location: `/${left - 1}` }).end();
      else response.end('arrived');
    });
    const resolve = vi.fn(async () => ['127.0.0.1']);
    const answer = await get(`http://hub.example:${port}/5`, local({ resolve }));
    expect([await textOf(answer), answer.url]).toEqual(['arrived', `http://hub.example:${port}/0`]);
    expect(resolve).toHaveBeenCalledTimes(6);
    await expect(get(`http://hub.example:${port}/6`, local())).rejects.toThrow(/more than 5 times/);
  });

  test('sends a token to its own origin and not to another, and nothing else that it was not told to', async () => {
    const seen: Record<string, unknown>[] = [];
    const other = await listen((request, response) => {
      seen.push({ ...request.headers });
      response.end('file');
    });
    const port = await listen((request, response) => {
      seen.push({ ...request.headers });
      response.writeHead(302, { Location: `http://files.example:${other}/f`, 'Set-Cookie': 'a=b' }).end();
    });
    const headers = { Authorization: 'Bearer secret', Range: 'bytes=0-3', Cookie: 'session=1', 'X-Own': 'x' };
    await textOf(await get(`http://hub.example:${port}/`, local(), headers));
    expect(seen.map(({ authorization, cookie, range }) => [authorization, cookie, range])).toEqual([
      ['Bearer secret', undefined, 'bytes=0-3'],
      [undefined, undefined, 'bytes=0-3'],
    ]);
    expect(seen.every((one) => !('x-own' in one) && !('referer' in one))).toBe(true);
  });

  test('asks no proxy of the environment', async () => {
    let asked = 0;
    const proxy = await listen((_request, response) => {
      asked += 1;
      response.end('proxy');
    });
    for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'ALL_PROXY'])
      vi.stubEnv(name, `http://127.0.0.1:${proxy}`);
    const port = await listen((_request, response) => response.end('direct'));
    expect(await textOf(await get(`http://hub.example:${port}/`, local()))).toBe('direct');
    expect(asked).toBe(0);
  });

  test('reads no more bytes than it may, and unpacks nothing', async () => {
    const bomb = gzipSync(Buffer.alloc(5_000_000));
    const port = await listen((request, response) => {
      if (request.url === '/bomb') response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb);
      else response.end(Buffer.alloc(100_000));
    });
    const small = local({ bodyBytes: 50_000 });
    await expect(textOf(await get(`http://hub.example:${port}/long`, small))).rejects.toThrow(/more than 50000 bytes/);
    const packed = await new Response((await get(`http://hub.example:${port}/bomb`, small)).body).arrayBuffer();
    expect(packed.byteLength).toBe(bomb.length);
  });

  test('waits no longer than it may: for the beginning, for a pause, for the whole', async () => {
    const port = await listen((request, response) => {
      if (request.url === '/silent') return;
      response.writeHead(200).write('a');
      if (request.url === '/slow') setInterval(() => response.write('a'), 20).unref();
    });
    const quick = (times: Partial<FetchPolicy['times']>) =>
      local({ times: { headersMs: 10_000, pauseMs: 10_000, totalMs: 10_000, ...times } });
    await expect(get(`http://hub.example:${port}/silent`, quick({ totalMs: 200 }))).rejects.toThrow();
    await expect(textOf(await get(`http://hub.example:${port}/slow`, quick({ totalMs: 300 })))).rejects.toThrow();
  });

  test('ends when whoever asked wants no more', async () => {
    const port = await listen(() => undefined);
    const controller = new AbortController();
    const asking = fetchUntrusted(
      `http://hub.example:${port}/`,
      { method: 'GET', headers: {}, signal: controller.signal },
      local(),
    );
    setTimeout(() => controller.abort(), 20);
    await expect(asking).rejects.toThrow();
  });
});
