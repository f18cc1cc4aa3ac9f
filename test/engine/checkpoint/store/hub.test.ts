import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MemoryFolder } from '../../../../src/engine/files/MemoryFolder';
import { StandInHub } from '../../../support/hub/StandInHub';
import { hubOrigin, quiet, repositoryFiles, storeOver } from './storeFixtures';

let hub: StandInHub;
beforeAll(async () => {
  hub = await StandInHub.start();
});
afterAll(() => hub.close());
beforeEach(() => {
  hub.forget();
  hub.add('maker/tiny', repositoryFiles());
  hub.add('maker/gated', repositoryFiles(), { token: 'hf_right', isGated: true });
  hub.add('maker/private', repositoryFiles(), { token: 'hf_right' });
});

const add = (repository: string, token: string | null = null) =>
  storeOver(new MemoryFolder()).add(hubOrigin(hub, repository, token), quiet);

describe('a token', () => {
  test('opens a gated and a private repository, and goes to the hub alone: never to where it redirects', async () => {
    for (const repository of ['maker/gated', 'maker/private']) {
      hub.requests.length = 0;
      await add(repository, 'hf_right');
      const to = (host: string) => hub.requests.filter((seen) => seen.host === host).map((seen) => seen.authorization);
      expect(new Set(to('hub'))).toEqual(new Set(['Bearer hf_right']));
      expect(to('cdn').length).toBeGreaterThan(0);
      expect(new Set(to('cdn'))).toEqual(new Set([null]));
    }
  });

  test('is not sent without encryption to another machine, and must be one word', async () => {
    const origin = { ...hubOrigin(hub), base: 'http://hub.invalid', token: 'hf_right' };
    await expect(storeOver(new MemoryFolder()).inspect(origin as never)).rejects.toThrow(/must begin with https/);
    await expect(add('maker/tiny', 'two words')).rejects.toThrow(/visible ASCII/);
    await expect(add('maker/tiny', 'a\r\nb')).rejects.toThrow(/visible ASCII/);
    expect(hub.requests).toEqual([]);
  });

  test('and cookies and referrer are not in any request that needs none', async () => {
    await add('maker/tiny');
    for (const { authorization, cookie, referrer } of hub.requests)
      expect([authorization, cookie, referrer]).toEqual([null, null, null]);
  });
});

describe('a refusal says what to do', () => {
  test.each([
    [
      'a gated repository',
      'maker/gated',
      null,
      /maker\/gated is gated \(401\): open .*\/maker\/gated, accept the licence/,
    ],
    [
      'a gated repository and a token without access',
      'maker/gated',
      'hf_wrong',
      /has no access: open .*accept the licence/,
    ],
    [
      'a repository that is private or not there',
      'maker/never',
      null,
      /gated, private or not there \(401\).*give a token/,
    ],
    [
      'a repository that is not there, with a token',
      'maker/never',
      'hf_right',
      /has no maker\/never .* check both names/,
    ],
  ])('about %s', async (_, repository, token, complaint) => {
    await expect(add(repository, token)).rejects.toMatchObject({
      name: 'TransferError',
      message: expect.stringMatching(complaint) as string,
    });
  });

  test('about a revision that is not there', async () => {
    const origin = { ...hubOrigin(hub), revision: 'v9/öd' };
    await expect(storeOver(new MemoryFolder()).inspect(origin as never)).rejects.toThrow(/has no revision "v9\/öd"/);
  });

  test.each(['', 'a/b/c', '../../secret', 'a b', 'a/..', 'https://x/y', 'maker/tiny?x=1'])(
    'about the name %j, without asking anybody',
    async (repository) => {
      await expect(add(repository)).rejects.toThrow(/A repository is named OWNER\/NAME/);
      expect(hub.requests).toEqual([]);
    },
  );

  test.each(['', 'not an address', 'ftp://x', 'file:///etc', 'javascript:1'])('about the address %j', async (base) => {
    const origin = { ...hubOrigin(hub), base };
    await expect(storeOver(new MemoryFolder()).inspect(origin as never)).rejects.toThrow(/must begin with https/);
  });

  test('about an address with a password in it; a query is not kept', async () => {
    const origin = { ...hubOrigin(hub), base: 'https://user:secret@hub.invalid' };
    await expect(storeOver(new MemoryFolder()).inspect(origin as never)).rejects.toThrow(/no user name or password/);
    const asked = { ...hubOrigin(hub), base: `${hub.base}?key=secret#x` };
    const { source } = await storeOver(new MemoryFolder()).inspect(asked as never);
    expect(JSON.stringify(source)).not.toContain('secret');
  });

  test('about a server that is no hub', async () => {
    const origin = { ...hubOrigin(hub), base: `${hub.base}/elsewhere` };
    await expect(storeOver(new MemoryFolder()).inspect(origin as never)).rejects.toThrow(/has no maker\/tiny/);
  });

  test('about an address where no hub is', async () => {
    const origin = { kind: 'url', base: `${hub.base}/nowhere` } as const;
    await expect(storeOver(new MemoryFolder()).inspect(origin)).rejects.toThrow(
      /config\.json: nowhere must have this file/,
    );
    const gone = await StandInHub.start();
    const nowhere = hubOrigin(gone);
    await gone.close();
    await expect(storeOver(new MemoryFolder()).add(nowhere, quiet)).rejects.toThrow(
      /could not be reached.*Tried 3 times/,
    );
  });
});

describe('a hub with a fault', () => {
  test('of 5xx is asked again, some times', async () => {
    hub.spoil('config.json', { status: 502, times: 2 });
    await add('maker/tiny');
    hub.spoil('config.json', { status: 500 });
    await expect(add('maker/tiny')).rejects.toThrow(/has a fault \(500\).*Tried 3 times/);
  });

  test('that limits its callers is given the time that it asks for', async () => {
    const waits: number[] = [];
    const retries = { attempts: 3, wait: (ms: number) => Promise.resolve(void waits.push(ms)) };
    hub.spoil('api', { status: 429, retryAfter: '7', times: 1 });
    hub.spoil('model.safetensors', { status: 429, retryAfter: '30', times: 1 });
    await storeOver(new MemoryFolder(), { retries }).add(hubOrigin(hub), quiet);
    expect(waits).toEqual([7_000, 30_000]);
  });

  test.each(['3600', new Date(Date.now() + 3_600_000).toUTCString()])(
    'that asks for a longer wait than a person would sit through is reported with it (%s)',
    async (retryAfter) => {
      hub.spoil('api', { status: 429, retryAfter });
      await expect(add('maker/tiny')).rejects.toMatchObject({
        name: 'TransferError',
        problem: 'limited',
        message: expect.stringMatching(/wait 3(600|59\d) s/) as string,
      });
      expect(hub.requests).toHaveLength(1);
    },
  );
});
