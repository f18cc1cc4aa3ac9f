import { declines } from '../../differences/declines';
import { formatCounts, formatParts } from '../../differences/formatCounts';
import { responseText } from '../../differences/responseText';
import { splitCode } from '../../differences/splitCode';
import type { Message } from '../../pairs/Message';
import type { FormatFeature } from './CompareViews';

/** How much a response has of each feature; `refusal`: 1 where it declines. */
export function formatOf(messages: readonly Message[]): Record<FormatFeature, number> {
  const text = responseText(messages);
  const { prose, codeBlocks } = splitCode(text);
  const counts = formatCounts(prose);
  const count = (name: string) => counts[formatParts.findIndex(({ one }) => one === name)] ?? 0;
  const [lists, headings, bold, code] = [count('list item'), count('heading'), count('bold phrase'), codeBlocks.length];
  const markdown = lists + headings + bold + code + count('table') + count('quote');
  return { markdown, lists, headings, bold, code, refusal: Number(declines(text)) };
}
