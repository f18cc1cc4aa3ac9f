import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** What IANA gives out to anybody; everything else of IPv6 is reserved, embeds an IPv4 address or is local. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an address belongs to a machine of the open Internet: not to this machine, its network, a carrier's, a link, a group of
 * machines, nor to any of these in the clothes of IPv6 (mapped, 6to4, NAT64, Teredo).
 * @param address as the resolver gives it; anything that is no address is none of the open Internet
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  // An address of 128 bits that is not in here embeds one of 32, as ::7f00:1 does, or is given to nobody.
  return parsed instanceof ipaddr.IPv4 || parsed.match(globalUnicast);
}
