import { wilson } from '../rewards/wilson';
import type { Share } from './Share';

/** A share with its Wilson interval; without any case it is undefined, and `why` says what is needed. */
export function shareOf(hits: number, of: number, why: string): Share {
  if (of === 0) return { kind: 'undefined', why };
  return { kind: 'share', hits, of, share: hits / of, interval: wilson(hits, of) };
}
