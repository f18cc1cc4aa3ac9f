const proseOf = /[A-Za-z]{2,}\s+[A-Za-z]{2,}/;
const mathSign = /[\\^_=<>{}|]|[A-Za-z]\(/;
const otherSigns = /^[\dA-Za-z\s.,:'()[\]/*+%!-]*$/;
const longWord = /[A-Za-z]{3,}/;
const points = /^[A-Z]{1,4}'?$/;
/** `$a=$b;` assigns in some languages; a formula ends with an operator only as an exponent or on its own. */
const danglingOperator = /[^\s^_][=+<>-]$/;

/**
 * Whether what stands between two dollar signs is a formula rather than the text between two prices. Formulas have a
 * mathematical sign or are a few short terms (`$n$`, `$2n - 1$`, `$ABC$`); prose has words beside each other, and code goes on behind
 * an operator.
 */
export function looksLikeMath(content: string): boolean {
  const withoutCommands = content.replace(/\\(text|textbf|mathrm|operatorname)\s*\{[^{}]*\}|\\[A-Za-z]+/g, '\\');
  if (proseOf.test(withoutCommands) || danglingOperator.test(content)) return false;
  if (mathSign.test(withoutCommands)) return true;
  if (points.test(content)) return true;
  return content.length <= 40 && otherSigns.test(content) && !longWord.test(content);
}
