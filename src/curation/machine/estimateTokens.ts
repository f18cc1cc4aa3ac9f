/**
 * Tokens of a text as language models count them, estimated: a quarter of a token for each character of spaced scripts, one for each
 * of the others (Han, kana, Thai, ...). English prose has 4 to 4.5 characters a token, code about 3.5: an estimate for costs and for
 * what fits, to be read as a factor of 1.3.
 */
export function estimateTokens(text: string): number {
  let quarters = 0;
  for (let at = 0; at < text.length; at++) quarters += text.charCodeAt(at) < 0x0e00 ? 1 : 4;
  return Math.ceil(quarters / 4);
}
