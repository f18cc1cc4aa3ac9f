const orders = [
  /\b(?:ignore|disregard|forget)\s+(?:(?:all|everything|any|of|the|these|your|my|other)\s+){0,4}(?:above|previous|prior|preceding|earlier)\b/i,
  /\b(?:ignore|disregard|forget)\s+(?:(?:all|any|of|the|these|your)\s+){1,3}(?:instructions?|rules?|guidelines?|criteria)\b/i,
  /\b(?:choose|select|pick|prefer|vote\s+for|answer|output|declare)\s+(?:only\s+|with\s+)?["'\u201c]?(?:candidate|response|option)\s*["'\u201c]?[12ab]\b/i,
  /\b(?:candidate|response)\s+[12]\s+(?:is|must be|should be|wins?)\b[^.\n]{0,30}\b(?:better|best|winner|preferred|chosen)\b/i,
  /\bthis\s+(?:response|answer|candidate)\s+(?:is|must be|should be|has to be)\s+(?:judged\s+|rated\s+|marked\s+)?(?:as\s+)?(?:the\s+)?(?:better|winner|winning|preferred|chosen)\b/i,
  /\b(?:judges?|graders?|evaluators?|annotators?|raters?)\b[^.\n]{0,60}\b(?:must|should|please|have to)\b[^.\n]{0,40}\b(?:choose|select|pick|prefer|rate|score|answer|declare)\b/i,
  /["']winner["']\s*:\s*["']?[12]/i,
  /<\|(?:im_start|im_end|eot_id|start_header_id|system|assistant|endoftext)\|>|\[\/?INST\]/,
];

const shownAround = 40;

/**
 * The place at which a response speaks to whoever judges it, with a little around it; null: none is known. Judges follow such orders
 * now and then, so a pair that has one is not asked about, unless the plan says so. Written rules know written forms only, in
 * English; those that only say "the first one" cancel out, since half of the samples are swapped.
 */
export function ordersToJudge(text: string): string | null {
  for (const order of orders) {
    const match = order.exec(text);
    if (match) return text.slice(Math.max(0, match.index - shownAround), match.index + match[0].length + shownAround);
  }
  return null;
}
