import type { Json } from '../Json';
import type { Message } from '../Message';

const marker = /\n\n(Human|Assistant):/g;

/** Whether a text is a dialogue with the marks of hh-rlhf. */
export function isTranscript(value: Json | undefined): value is string {
  return typeof value === 'string' && /^\s*Human:/.test(value) && value.includes('\n\nAssistant:');
}

/**
 * The turns of a dialogue with `\n\nHuman:` and `\n\nAssistant:` marks. The one space after a mark belongs to the mark;
 * everything else of the text is kept.
 */
export function readTranscript(text: string): Message[] {
  const whole = text.replace(/^\s*Human:/, '\n\nHuman:');
  const marks = [...whole.matchAll(marker)];
  return marks.map((mark, at) => {
    const content = whole.slice(mark.index + mark[0].length, marks[at + 1]?.index ?? whole.length);
    return { role: mark[1] === 'Human' ? 'user' : 'assistant', content: content.replace(/^ /, '') };
  });
}
