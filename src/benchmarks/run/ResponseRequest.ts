import type { BenchmarkItem } from '../BenchmarkItem';

/** A prompt and one response to it, to be scored: what the engine takes. */
export interface ResponseRequest {
  /** Content id of the response. */
  id: string;
  messages: { role: string; content: string }[];
  promptLength: number;
}

export function responseRequest({ prompt }: BenchmarkItem, id: string, content: string): ResponseRequest {
  const messages = [
    ...prompt.map((message) => ({ role: message.role as string, content: message.content })),
    { role: 'assistant', content },
  ];
  return { id, messages, promptLength: prompt.length };
}
