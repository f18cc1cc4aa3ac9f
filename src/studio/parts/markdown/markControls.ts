import { controlMark, controlRuns } from './controlNames';
import { escapeHtml } from './escapeHtml';

const namedEntities: Record<string, string> = { '&lrm;': '\u200e', '&rlm;': '\u200f', '&shy;': '\u00ad' };

/** Character references to control characters, as the characters themselves. */
function resolveReferences(html: string): string {
  return html
    .replace(/&(?:lrm|rlm|shy);/g, (name) => namedEntities[name] ?? name)
    .replace(
      /&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi,
      (reference, hex: string | undefined, decimal: string | undefined) => {
        const character = String.fromCodePoint(Math.min(hex ? parseInt(hex, 16) : Number(decimal), 0x10ffff));
        return character.search(controlRuns) === 0 ? character : reference;
      },
    );
}

/**
 * Puts a visible mark in the place of every control character of some HTML, so that none can turn the order of reading.
 * The HTML is sanitised afterwards, never before.
 */
export function markControls(html: string): string {
  return resolveReferences(html).replace(
    controlRuns,
    (run) => `<span class="control">${escapeHtml(controlMark(run))}</span>`,
  );
}
