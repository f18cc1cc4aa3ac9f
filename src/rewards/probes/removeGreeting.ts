import type { Rewrite } from './Rewrite';
import { untilStable } from './untilStable';

const openings = [
  /^(?:hi|hello|hey|greetings|good (?:morning|afternoon|evening))(?: there| everyone| friend)?\s*[!.,]\s*/i,
  /^(?:sure(?: thing)?|certainly|of course|absolutely|definitely|gladly|no problem|great|okay|ok|alright)\s*[!.,:]\s*/i,
  /^(?:(?:that['\u2019]s|what) an? )?(?:great|good|excellent|interesting|wonderful|fantastic) question\s*[!.,]\s*/i,
  /^(?:thank you|thanks)(?: so much| very much)?(?: for [^.!?\n]{1,80})?\s*[!.]\s*/i,
  /^i(?:['\u2019]d| would|['\u2019]m| am) (?:be )?(?:more than )?(?:happy|glad|delighted) to (?:help|assist)[^.!?\n]{0,80}[.!]\s*/i,
];

const closings = [
  /\s*\b(?:i hope (?:this|that|it) helps|hope (?:this|that) helps|have an? (?:great|nice|good|wonderful) day)\b[^.!?\n]{0,40}[.!]*\s*$/i,
  /\s*\b(?:please )?(?:let me know|feel free to|don['\u2019]t hesitate to)\b[^.!?\n]{0,160}[.!?]*\s*$/i,
  /\s*\b(?:is|are) there anything else\b[^.!?\n]{0,80}[?]\s*$/i,
];

/** Takes courtesies from the beginning and the end. English only. */
export const removeGreeting: Rewrite = {
  name: 'remove-greeting',
  title: 'Remove greeting',
  hint: 'Takes courtesies from the beginning and the end ("Sure!", "Great question!", "I hope this helps!"); English only.',
  formattingOnly: false,
  apply(text) {
    const plain = untilStable(text, removeOnce);
    return plain.trim() === '' ? text : plain;
  },
};

function removeOnce(text: string): string {
  const opening = openings.find((rule) => rule.test(text));
  if (opening) return capitalised(text.replace(opening, ''));
  const closing = closings.find((rule) => rule.test(text));
  // A sentence that only ends with a courtesy is none.
  const rest = closing ? text.replace(closing, '') : text;
  return closing && /(?:^|[.!?:)`*\n]|\p{Extended_Pictographic})$/u.test(rest) ? rest : text;
}

function capitalised(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
