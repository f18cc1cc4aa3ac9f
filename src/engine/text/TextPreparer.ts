import type { ScoreRequest } from '../contract';
import type { ChatTemplate } from './ChatTemplate';
import type { TextTokenizer } from './TextTokenizer';

/** One text as the model reads it, and which requests it answers: equal texts are scored once. */
export interface PreparedText {
  ids: Int32Array;
  /** Indices of requests. */
  requests: number[];
}

/** Renders and tokenises conversations, each distinct text once. */
export class TextPreparer {
  constructor(
    private readonly template: ChatTemplate,
    private readonly tokenizer: TextTokenizer,
  ) {}

  /**
   * @param chosen indices into `requests`
   * @throws Error that names the request whose conversation the template refuses
   */
  prepare(requests: readonly ScoreRequest[], chosen: readonly number[]): PreparedText[] {
    const asking = new Map<string, number[]>();
    for (const index of chosen) {
      const request = requests[index];
      if (!request) continue;
      const text = this.render(request);
      const others = asking.get(text);
      if (others) others.push(index);
      else asking.set(text, [index]);
    }
    return Array.from(asking, ([text, indices]) => ({ ids: this.tokenizer.encode(text), requests: indices }));
  }

  private render(request: ScoreRequest): string {
    try {
      return this.template.render(request.messages);
    } catch (error) {
      throw new Error(`The checkpoint's chat template refuses response ${request.id}: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }
}
