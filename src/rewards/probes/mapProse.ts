import { textBlocks } from './textBlocks';

/** A text with a rule applied to all that is no code: what stands in code blocks and between backticks stays as it is. */
export function mapProse(text: string, rule: (prose: string) => string): string {
  return textBlocks(text)
    .map((block) => {
      const part = text.slice(block.start, block.end);
      return block.kind === 'code' || part.includes('```') || part.includes('~~~') ? part : besideCode(part, rule);
    })
    .join('');
}

function besideCode(text: string, rule: (prose: string) => string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part, at) => (at % 2 === 1 ? part : rule(part)))
    .join('');
}
