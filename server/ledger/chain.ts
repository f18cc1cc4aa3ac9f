import { sha256OfText } from './sha256OfText';

/** What a client's chain begins with. */
export const firstLink = '0'.repeat(64);

/** The next link of a client's chain: it seals the event, who sent it and when it came, and every link before. */
export function nextLink(previous: string, hash: string, annotator: string, receivedAt: string): string {
  return sha256OfText(`${previous}\n${hash}\n${annotator}\n${receivedAt}`);
}
