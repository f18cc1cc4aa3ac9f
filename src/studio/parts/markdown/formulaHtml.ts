import katex from 'katex';
import { escapeHtml } from './escapeHtml';
import type { Formula } from './mathSyntax';

/** A formula as MathML, which the browser typesets: no fonts and no styles of our own. A faulty one is shown as it stands. */
export function formulaHtml(formula: Formula): string {
  try {
    return katex.renderToString(formula.source, {
      output: 'mathml',
      displayMode: formula.display,
      throwOnError: true,
      strict: 'ignore',
      trust: false,
      maxExpand: 200,
      maxSize: 20,
    });
  } catch {
    return `<code class="formula-source">${escapeHtml(formula.raw.trim())}</code>`;
  }
}
