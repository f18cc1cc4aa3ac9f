import type { Message } from '../../pairs/Message';
import type { Attributes } from '../../verdicts/VerdictEvent';
import { turnsText } from '../machine/delimited';

/**
 * The text that stands for a pair in retrieval: conversation and attributes, `embed(x, a)` of arXiv 2507.01352, without the
 * responses. Its form is ours: the turns as `role: content`, then the five attributes as `name: value`, always in this order; what
 * is not known is an empty value, so that a pair's text has the same shape before and after it is described.
 */
export function retrievalText(prompt: readonly Message[], attributes: Attributes): string {
  const lines = [
    `category: ${attributes.category ?? ''}`,
    `objectivity: ${attributes.objectivity ?? ''}`,
    `controversiality: ${attributes.controversiality ?? ''}`,
    `desired: ${oneLine(attributes.desired)}`,
    `guideline: ${oneLine(attributes.guideline)}`,
  ];
  return [turnsText(prompt), ...lines.map((line) => line.trimEnd())].join('\n');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
