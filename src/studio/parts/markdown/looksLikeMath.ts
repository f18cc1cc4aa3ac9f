const proseOf = /[A-Za-z]{2,}\s+[A-Za-z]{2,}/;
const mathSign = /[\\^_=<>{}|]|[A-Za-z]\(/;
const shortTerms = /^[\d\s.,:'()[\]/*+%!-]*([A-Za-z]{1,2}[\d\s.,:'()[\]/*+%!-]*)*$/;

/**
 * Whether what stands between two dollar signs is a formula rather than the text between two prices. Formulas have a
 * mathematical sign or are a few short terms (`$n$`, `$2n - 1$`); prose has words beside each other.
 */
export function looksLikeMath(content: string): boolean {
  const withoutCommands = content.replace(/\\(text|textbf|mathrm|operatorname)\s*\{[^{}]*\}|\\[A-Za-z]+/g, '\\');
  if (proseOf.test(withoutCommands)) return false;
  if (mathSign.test(withoutCommands)) return true;
  return content.length <= 40 && shortTerms.test(content);
}
