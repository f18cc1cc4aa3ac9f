import DOMPurify, { type Config } from 'dompurify';

/** HTML that has been through `sanitise`: the only kind that the page's policy lets `RichText.svelte` show. */
export type SanitisedHtml = ReturnType<typeof sanitise>;

const textTags = [
  ...['p', 'br', 'hr', 'h3', 'h4', 'h5', 'h6', 'strong', 'em', 'del', 'code', 'pre', 'blockquote', 'a', 'span'],
  ...['ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
];
const mathTags = [
  ...['math', 'mrow', 'mi', 'mn', 'mo', 'ms', 'mtext', 'mspace', 'mfrac', 'msqrt', 'mroot', 'msub', 'msup', 'msubsup'],
  ...['munder', 'mover', 'munderover', 'mmultiscripts', 'mprescripts', 'mtable', 'mtr', 'mtd', 'mpadded', 'mphantom'],
  ...['menclose', 'mstyle'],
];
const textAttributes = ['href', 'title', 'class', 'start', 'align'];
const mathAttributes = [
  ...['display', 'mathvariant', 'stretchy', 'fence', 'separator', 'accent', 'accentunder', 'lspace', 'rspace'],
  ...['minsize', 'maxsize', 'linethickness', 'width', 'height', 'depth', 'voffset', 'displaystyle', 'scriptlevel'],
  ...['columnalign', 'columnspacing', 'rowspacing', 'columnlines', 'rowlines', 'movablelimits', 'notation'],
];

const config: Config = {
  ALLOWED_TAGS: [...textTags, ...mathTags],
  ALLOWED_ATTR: [...textAttributes, ...mathAttributes],
  ALLOWED_NAMESPACES: ['http://www.w3.org/1999/xhtml', 'http://www.w3.org/1998/Math/MathML'],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
  // DOMPurify holds every attribute against that pattern but those that can hold no address.
  ADD_URI_SAFE_ATTR: [...textAttributes, ...mathAttributes].filter((name) => name !== 'href'),
  // The TeX source inside MathML: hidden by the browser, so it would come out as stray text.
  ADD_FORBID_CONTENTS: ['annotation'],
};

const ownClass = /^(?:hljs-[a-z_-]+|language|control|address|formula-source|definition)$/;

const anotherAddress = /^(?:https?:\/\/|mailto:)/i;

/** Links open elsewhere and tell nobody whence; each block reads in the direction of its own text; code from left to right. */
function finish(node: Element): void {
  if (node.tagName === 'A') {
    // DOMPurify looks past control characters, with which an address is one of this server.
    if (!anotherAddress.test(node.getAttribute('href') ?? '')) node.removeAttribute('href');
    node.setAttribute('target', '_blank');
    node.setAttribute('rel', 'noopener noreferrer nofollow');
  }
  if (node.parentElement?.tagName === 'BODY') node.setAttribute('dir', node.tagName === 'PRE' ? 'ltr' : 'auto');
}

function keepOwnClasses(_node: Element, attribute: { attrName: string; attrValue: string }): void {
  if (attribute.attrName !== 'class') return;
  attribute.attrValue = attribute.attrValue
    .split(/\s+/)
    .filter((name) => ownClass.test(name))
    .join(' ');
}

let prepared = false;

function prepare(): void {
  if (prepared) return;
  DOMPurify.addHook('uponSanitizeAttribute', keepOwnClasses);
  DOMPurify.addHook('afterSanitizeAttributes', finish);
  prepared = true;
}

/**
 * HTML reduced to an allow-list of text and mathematics: no scripts, styles, ids, forms, frames or images, no address but
 * http, https and mailto. The page's Trusted Types policy `dompurify` stands behind it.
 */
export function sanitise(html: string) {
  prepare();
  return DOMPurify.sanitize(html, { ...config, RETURN_TRUSTED_TYPE: true });
}
