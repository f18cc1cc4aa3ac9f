import type { Evidence } from './VerdictEvent';

/** What came of a line that a person typed or pasted as evidence. */
export type EvidenceReading = { ok: true; evidence: Evidence } | { ok: false; reason: string };

/** A word with a colon ("Result:42") is a note; these are links that nobody should have to open. */
const otherLink = /^(?:[a-z][a-z0-9+.-]*:\/\/|javascript:|data:|file:|blob:|mailto:)/i;

/**
 * Evidence from a claim and a line: a link (http or https) with what follows it as its note, or a note alone. Any other
 * kind of link is refused, because whoever reads the verdict later could not open it, or should not.
 */
export function readEvidence(claim: string, line: string): EvidenceReading {
  const [first = '', ...rest] = line.trim().split(/\s+/);
  const said = claim.trim();
  if (first === '') return { ok: false, reason: 'Paste a link, or write what you looked up or ran.' };
  if (/^https?:\/\//i.test(first)) return withLink(said, first, rest.join(' '));
  if (/^www\.[^.\s]+\.\S/i.test(first)) return withLink(said, `https://${first}`, rest.join(' '));
  if (otherLink.test(first))
    return { ok: false, reason: `"${first.slice(0, 60)}" is no web link. Links begin with http:// or https://.` };
  return { ok: true, evidence: { claim: said, link: '', note: line.trim() } };
}

function withLink(claim: string, first: string, note: string): EvidenceReading {
  if (!URL.canParse(first))
    return { ok: false, reason: `"${first.slice(0, 60)}" is no whole address. Paste it again.` };
  return { ok: true, evidence: { claim, link: new URL(first).href, note } };
}
