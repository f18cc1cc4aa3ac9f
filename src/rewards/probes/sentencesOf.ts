import type { Span } from './Span';
import { textBlocks, withPlainBreaks } from './textBlocks';

/** What ends with a full stop and no sentence: titles, initials, and what is said between commas; the number of a list. */
const unfinished =
  /(?:^|[\s(])(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|St|vs|e\.\s?g|i\.\s?e|cf|approx|Fig|Eq|No|z\.\s?B|d\.\s?h|bzw|ca|M|Mme)\.\s*$|^\s*\d{1,3}\.\s*$/u;

const segmenters = new Map<string, Intl.Segmenter>();

/**
 * The sentences of a text by the rules of Unicode (`Intl.Segmenter`): they stand one after another and join to the text again. Code,
 * tables, headings and list items stay whole; white space belongs to what stands before it.
 */
export function sentencesOf(text: string): Span[] {
  const spans = textBlocks(text).flatMap((block) =>
    block.kind === 'prose' ? sentencesIn(text, block) : [{ start: block.start, end: block.end }],
  );
  return withoutBlanks(text, spans);
}

/** The sentences of a stretch of prose. */
export function sentencesIn(text: string, { start, end }: Span): Span[] {
  // A line break ends no sentence.
  const prose = withPlainBreaks(text.slice(start, end)).replace(/\n/g, ' ');
  const spans: Span[] = [];
  let isOpen = false;
  for (const { segment, index } of segmenterOf(prose).segment(prose)) {
    const [from, to] = [start + index, start + index + segment.length];
    const last = spans.at(-1);
    if (isOpen && last) last.end = to;
    else spans.push({ start: from, end: to });
    isOpen = unfinished.test(segment);
  }
  return spans;
}

/** The rules are those of Unicode for all languages but Greek, whose question mark looks like a semicolon. */
function segmenterOf(text: string): Intl.Segmenter {
  const language = /\p{Script=Greek}{3}/u.test(text) ? 'el' : 'en';
  const known = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'sentence' });
  segmenters.set(language, known);
  return known;
}

function withoutBlanks(text: string, spans: Span[]): Span[] {
  const kept: Span[] = [];
  for (const span of spans) {
    const last = kept.at(-1);
    const isBlank = text.slice(span.start, span.end).trim() === '';
    if (last && (isBlank || text.slice(last.start, last.end).trim() === '')) last.end = span.end;
    else kept.push({ ...span });
  }
  return kept;
}
