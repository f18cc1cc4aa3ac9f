import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { providerClient, startIdentityProvider, type TestProvider } from '../../support/identityProvider';
import { ServedTeam } from '../../support/servedTeam';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });
// The provider warns on the console that its sign-in page is for development.
vi.spyOn(console, 'warn').mockImplementation(() => undefined);
vi.spyOn(console, 'info').mockImplementation(() => undefined);

const accounts = {
  ada: { email: 'Ada@Example.org', email_verified: true, name: 'Ada Lovelace' },
  namesake: { email: 'ada2@example.org', email_verified: true, name: 'Ada Lovelace' },
  unchecked: { email: 'eve@example.org', email_verified: false, name: 'Eve' },
  elsewhere: { email: 'bob@example.org.evil.net', email_verified: true, name: 'Bob' },
  invited: { email: 'grace@navy.example', email_verified: true, name: 'Grace at the navy' },
};

/** The cookies of one browser, by host. */
class Jar {
  readonly #cookies = new Map<string, string>();

  async fetch(address: string, init: RequestInit = {}): Promise<Response> {
    const Cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(init.headers as Record<string, string>), Cookie };
    const answer = await fetch(address, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      this.#cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return answer;
  }

  has(name: string): boolean {
    return Boolean(this.#cookies.get(name));
  }
}

let provider: TestProvider;
let team: ServedTeam;

beforeAll(async () => {
  provider = await startIdentityProvider(accounts);
  const setting = { issuer: provider.issuer, ...providerClient, name: 'Example', domain: 'example.org' };
  team = await ServedTeam.start(
    undefined,
    {},
    { publicUrl: null, behindTls: false, trustedProxies: 1, provider: setting },
  );
  provider.register(`${team.address}/v1/sign-in/provider/callback`);
});
afterAll(async () => {
  await team.close();
  await provider.close();
});

let visitors = 0;

async function begin(jar: Jar, invitation?: string): Promise<string> {
  const headers = { 'Content-Type': 'application/json', 'X-Forwarded-For': `192.0.2.${++visitors}` };
  const init = { method: 'POST', headers, body: JSON.stringify({ invitation }) };
  const answer = await jar.fetch(`${team.address}/v1/sign-in/provider`, init);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { address: string }).address;
}

/** Does at the provider what a person does, up to the address to which it sends the browser back. */
async function throughProvider(jar: Jar, start: string, login: string): Promise<string> {
  let address = start;
  for (let steps = 0; steps < 12; steps++) {
    if (address.startsWith(team.address)) return address;
    const answer = await jar.fetch(address);
    const location = answer.headers.get('Location');
    if (location !== null) {
      address = new URL(location, address).href;
      continue;
    }
    const page = await answer.text();
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? '';
    const body = new URLSearchParams({ prompt, login, password: 'any' });
    const posted = await jar.fetch(address, { method: 'POST', body });
    address = new URL(posted.headers.get('Location') ?? '', address).href;
  }
  throw new Error(`The provider never sent the browser back, last to ${address}`);
}

async function signIn(login: string, jar = new Jar(), invitation?: string): Promise<[string | null, Jar]> {
  const back = await throughProvider(jar, await begin(jar, invitation), login);
  const answer = await jar.fetch(back);
  expect(answer.status).toBe(303);
  return [answer.headers.get('Location'), jar];
}

async function whoAmI(jar: Jar) {
  const answer = await jar.fetch(`${team.address}/v1/session`);
  return ((await answer.json()) as { person: { id: string; name: string; roles: object } | null }).person;
}

test('who has a checked address of the domain comes in as an annotator, and is the same person the next time', async () => {
  const [location, jar] = await signIn('ada');
  expect(location).toBe('/#/account');
  const person = await whoAmI(jar);
  expect(person).toMatchObject({ name: 'Ada Lovelace', isAdmin: false, roles: { main: ['annotator'] } });
  const [, other] = await signIn('ada');
  expect((await whoAmI(other))?.id).toBe(person?.id);
  // A sign-in in the same browser makes another session in the place of the one that it had.
  const running = () => team.access.sessions.of(person?.id ?? '').then((all) => all.map(({ id }) => id));
  const before = await running();
  await signIn('ada', other);
  const after = await running();
  expect([before.length, after.length, after.filter((id) => before.includes(id)).length]).toEqual([2, 2, 1]);
  const [, namesake] = await signIn('namesake');
  expect((await whoAmI(namesake))?.name).toBe('Ada Lovelace 2');
});

test.each(['unchecked', 'elsewhere', 'invited'])('%s, without an invitation, does not', async (login) => {
  const [location, jar] = await signIn(login);
  expect(location).toBe('/#/account?refused=not_admitted');
  expect([await whoAmI(jar), jar.has('assay-local')]).toEqual([null, false]);
  const [latest] = await team.access.audit.page(null, 1);
  expect(latest).toMatchObject({ act: 'sign-in.refused', details: { reason: 'not_admitted' } });
});

test('an invitation makes the account that comes with it the invited person, once', async () => {
  const { id } = await team.access.people.add('Grace');
  const { secret } = await team.access.invitations.create(id);
  const [location, jar] = await signIn('invited', new Jar(), secret);
  expect([location, (await whoAmI(jar))?.id]).toEqual(['/#/account', id]);
  const [again] = await signIn('elsewhere', new Jar(), secret);
  expect(again).toBe('/#/account?refused=not_admitted');
  await team.access.people.setDisabled(id, true);
  expect((await signIn('invited'))[0]).toBe('/#/account?refused=not_admitted');
});

test('the way back counts in the browser that began it, unchanged and once', async () => {
  const refused = '/#/account?refused=sign_in_refused';
  const jar = new Jar();
  const back = await throughProvider(jar, await begin(jar), 'ada');
  expect((await new Jar().fetch(back)).headers.get('Location')).toBe(refused);
  expect((await jar.fetch(back)).headers.get('Location')).toBe('/#/account');
  expect((await jar.fetch(back)).headers.get('Location')).toBe(refused);
  const changed = new Jar();
  const forged = new URL(await throughProvider(changed, await begin(changed), 'ada'));
  forged.searchParams.set('state', 'another');
  expect((await changed.fetch(forged.href)).headers.get('Location')).toBe(refused);
});

test('what is asked of the provider has PKCE, state and nonce', async () => {
  const asked = new URL(await begin(new Jar())).searchParams;
  expect(asked.get('code_challenge_method')).toBe('S256');
  for (const name of ['code_challenge', 'state', 'nonce']) expect(asked.get(name)?.length).toBeGreaterThan(20);
  expect(asked.get('response_type')).toBe('code');
});
