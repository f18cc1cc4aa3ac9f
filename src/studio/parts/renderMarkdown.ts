import { Marked, type MarkedExtension, type RendererObject, type TokenizerObject } from 'marked';
import { codeHtml } from './markdown/codeHtml';
import { escapeHtml } from './markdown/escapeHtml';
import { formulaHtml } from './markdown/formulaHtml';
import { markControls } from './markdown/markControls';
import { mathSyntax } from './markdown/mathSyntax';
import { sanitise, type SanitisedHtml } from './markdown/sanitise';

/** A response as safe HTML, or the reason why it is shown as it came. */
export type Rendered = { kind: 'html'; html: SanitisedHtml } | { kind: 'raw'; why: 'too_nested' | 'too_slow' };

/** UTF-16 units up to which a text is rendered unasked. */
export const longestRendered = 50_000;

const longestMs = 400;
const mostFormulas = 2_000;

class OutOfTime extends Error {}

/** HTML in a response is text about HTML: it is shown, never run. */
const noHtml: TokenizerObject = { html: () => undefined, tag: () => undefined };

const renderer: RendererObject = {
  heading({ tokens, depth }) {
    const level = Math.min(depth + 2, 6);
    return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>`;
  },
  code: ({ text, lang }) => codeHtml(text, lang?.trim().split(/\s/)[0] ?? ''),
  html: ({ text }) => escapeHtml(text),
  def: ({ raw }) => `<p class="definition">${escapeHtml(raw.trim())}</p>`,
  checkbox: ({ checked }) => (checked ? '\u2611 ' : '\u2610 '),
  image: ({ href, text }) => `<span class="address">Image: ${escapeHtml(text)} (${escapeHtml(href)})</span>`,
  link({ href, title, tokens }) {
    const body = this.parser.parseInline(tokens);
    const address = safeAddress(href);
    if (!address) return `${body} <span class="address">(${escapeHtml(href)})</span>`;
    const hover = title ? `${address} ${title}` : address;
    return `<a href="${escapeHtml(address)}" title="${escapeHtml(hover)}">${body}</a>`;
  },
};

/** The address of a link that may be followed; null for anything but http, https and mailto with nothing hidden in it. */
function safeAddress(href: string): string | null {
  if (!/^(?:https?:\/\/|mailto:)/i.test(href)) return null;
  return URL.canParse(href) ? new URL(href).href : null;
}

/** Ends a text that takes too long: marked asks every extension at every token. */
function stopwatch(): () => void {
  const end = performance.now() + longestMs;
  let asked = 0;
  return () => {
    if (++asked % 32 === 0 && performance.now() > end) throw new OutOfTime();
  };
}

function extension(check: () => void): MarkedExtension {
  let formulas = 0;
  const extensions = mathSyntax(check, (formula) => {
    if (++formulas > mostFormulas) throw new OutOfTime();
    return formulaHtml(formula);
  });
  return { gfm: true, breaks: true, tokenizer: noHtml, renderer, extensions };
}

/**
 * Renders GitHub-flavoured Markdown with code and formulas to HTML that is safe to show: from any text, nothing runs and
 * nothing is fetched. A text that nests or costs too much comes back as `raw`, to be shown as it is.
 */
export function renderMarkdown(text: string): Rendered {
  try {
    const html = new Marked(extension(stopwatch())).parse(text, { async: false });
    return { kind: 'html', html: sanitise(markControls(html)) };
  } catch (error) {
    if (error instanceof OutOfTime) return { kind: 'raw', why: 'too_slow' };
    if (error instanceof Error && /call stack/.test(error.message)) return { kind: 'raw', why: 'too_nested' };
    throw error;
  }
}
