/** UTF-16 units at the beginning in which a refusal is looked for: further down, "I cannot say whether" is part of an answer. */
const openingLength = 400;

const verbs =
  'help|assist|provide|do (?:that|this)|comply|fulfil|fulfill|create|write|generate|discuss|answer|give|share|offer|support|engage|continue|participate';
const signs = [
  new RegExp(
    `\\bI(?:['\u2019]m| am)? (?:can(?:not|['\u2019]t)|won['\u2019]t|will not|unable to|not able to|not comfortable)\\b[^.!?\\n]{0,40}\\b(?:${verbs})`,
    'i',
  ),
  /\bI(?:['\u2019]m| am) (?:really |very )?sorry,? but (?:I|that|as)\b/i,
  /\bI (?:must|have to|need to) (?:decline|refuse)\b/i,
  /\bas an AI(?: language)?(?: model| assistant)?,? I (?:can(?:not|['\u2019]t)|don['\u2019]t|do not|am not)\b/i,
  /\bagainst my (?:guidelines|programming|principles|policy)\b/i,
];

/**
 * Whether a text declines to answer, by set phrases in its first 400 characters ("I can't help with", "I'm sorry, but I").
 * English only; a refusal in other words goes unseen.
 */
export function declines(text: string): boolean {
  const opening = text.slice(0, openingLength);
  return signs.some((sign) => sign.test(opening));
}
