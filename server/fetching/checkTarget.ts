import { isIP } from 'node:net';
import { FetchRefusal } from './FetchRefusal';
import type { FetchPolicy } from './FetchPolicy';
import { isPublicAddress } from './isPublicAddress';

/** An address that may be fetched, with the machines that it may be fetched from. */
export interface Target {
  url: URL;
  /** What the name meant when it was checked: the connection goes to one of these, whatever the name means by then. */
  addresses: readonly string[];
}

/**
 * Checks an address before anything is sent to it: its form, its host, its port, and every machine that its name stands for.
 * @throws FetchRefusal naming the rule
 */
export async function checkTarget(text: string, policy: FetchPolicy): Promise<Target> {
  const url = readUrl(text);
  checkScheme(url, policy);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!isAllowedHost(host, policy.hosts))
    throw new FetchRefusal(
      `This server fetches from ${policy.hosts.join(', ')} only, and ${shown(host)} is none of them.`,
    );
  return { url, addresses: await addressesOf(host, policy) };
}

function readUrl(text: string): URL {
  if (!URL.canParse(text)) throw new FetchRefusal(`${shown(text)} is no address.`);
  // Parsing makes plain addresses of 0x7f.1, 2130706433 and ①②⑦.0.0.1, and plain letters of names in other scripts.
  const url = new URL(text);
  if (url.username !== '' || url.password !== '')
    throw new FetchRefusal(`The address of ${shown(url.hostname)} must have no user name or password in it.`);
  return url;
}

function checkScheme(url: URL, { allowPrivate }: FetchPolicy): void {
  const isHttp = url.protocol === 'http:' && allowPrivate;
  if (url.protocol !== 'https:' && !isHttp)
    throw new FetchRefusal(`The address must begin with https://, and begins with ${shown(url.protocol)}.`);
  if (url.port !== '' && !allowPrivate) throw new FetchRefusal(`The port must be 443, and is ${url.port}.`);
}

/** A name with a dot at its end is the same name, but not to whoever compares texts: it is none of the allowed ones. */
function isAllowedHost(host: string, allowed: readonly string[]): boolean {
  return allowed.some((one) => (one.startsWith('*.') ? host.endsWith(one.slice(1)) && isIP(host) === 0 : host === one));
}

/** One private address among public ones is enough to refuse the name: whoever owns it chooses which is taken. */
async function addressesOf(host: string, { allowPrivate, resolve }: FetchPolicy): Promise<string[]> {
  const addresses = isIP(host) === 0 ? await resolved(host, resolve) : [host];
  const refused = allowPrivate ? undefined : addresses.find((address) => !isPublicAddress(address));
  if (refused !== undefined)
    throw new FetchRefusal(`${shown(host)} stands for ${shown(refused)}, which is no machine of the open Internet.`);
  return addresses;
}

async function resolved(host: string, resolve: FetchPolicy['resolve']): Promise<string[]> {
  const addresses = await resolve(host).catch(() => []);
  if (addresses.length > 0) return addresses;
  throw new FetchRefusal(`The name ${shown(host)} stands for no machine.`);
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 200));
}
