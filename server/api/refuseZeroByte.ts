import { malformed } from './malformed';

/** Refuses an address with a zero byte in it: nothing has one in its name, and databases cut a text there or refuse it. Else null. */
export function refuseZeroByte({ url }: Request): Response | null {
  if (!/%00/.test(url)) return null;
  return malformed('param', 'The address has a zero byte (%00) in it; nothing here has a name with one.');
}
