import type { Message } from '../../pairs/Message';

/** What stands between `<think>` and `</think>` at the beginning of a turn, as models write it. */
const opening = /^\s*<think>([^]*?)<\/think>\s*/;

/** A turn's reasoning and its text, apart: as they came, or from the tags at its beginning. Reasoning of nothing is none. */
export function splitReasoning({ role, content, thinking }: Message): { reasoning: string; text: string } {
  const found = role === 'assistant' ? opening.exec(content) : null;
  const parts = [thinking ?? '', found?.[1] ?? ''].filter((part) => part.trim() !== '');
  return { reasoning: parts.join('\n\n'), text: found ? content.slice(found[0].length) : content };
}
