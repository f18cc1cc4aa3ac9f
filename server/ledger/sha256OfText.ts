import { hash } from 'node:crypto';

/** sha256 (64 hex digits) over the UTF-8 bytes of a text, by the processor's own instructions. */
export function sha256OfText(text: string): string {
  return hash('sha256', text);
}
