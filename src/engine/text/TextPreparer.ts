import type { ScoreRequest } from '../contract';
import type { ChatTemplate } from './ChatTemplate';
import { commonPrefix } from './commonPrefix';
import { RefusedConversationError } from './RefusedConversationError';
import type { ReadText, TextReading } from './TextReading';
import type { PreparedGroup } from './TextSource';

interface AskedText extends ReadText {
  requests: number[];
}

/** Renders and tokenises conversations, each distinct text once, and gathers those that share their prompt. */
export class TextPreparer {
  constructor(
    private readonly template: ChatTemplate,
    private readonly reading: TextReading,
  ) {}

  /**
   * Groups of texts in the order in which their prompts are first asked. Every text is rendered and tokenised as a whole
   * and split afterwards, so that sharing cannot change a token. A text that two prompts lead to stands in the first.
   * @throws RefusedConversationError that names the request whose conversation the template refuses
   */
  prepare(requests: readonly ScoreRequest[]): PreparedGroup[] {
    const texts = new Map<string, AskedText>();
    const groups = new Map<string, AskedText[]>();
    requests.forEach((request, index) => {
      const text = this.render(request);
      const known = texts.get(text);
      if (known) return known.requests.push(index);
      const asked = { ...this.reading.read(text), requests: [index] };
      texts.set(text, asked);
      const key = promptKey(request, index);
      const group = groups.get(key);
      return group ? group.push(asked) : groups.set(key, [asked]);
    });
    return Array.from(groups.values(), split);
  }

  private render(request: ScoreRequest): string {
    try {
      return this.template.render(request.messages);
    } catch (error) {
      throw new RefusedConversationError(request.id, error as Error);
    }
  }
}

/** Equal for equal prompts; a conversation without a prompt stands alone. */
function promptKey({ messages, promptLength }: ScoreRequest, index: number): string {
  if (promptLength === 0) return String(index);
  return JSON.stringify(messages.slice(0, promptLength).map(({ role, content }) => [role, content]));
}

function split(texts: readonly AskedText[]): PreparedGroup {
  const shared = commonPrefix(texts.map(({ ids }) => ids));
  const [first] = texts;
  return {
    prefix: first ? first.ids.subarray(0, shared) : new Int32Array(),
    texts: texts.map((text) => ({ ...text, suffix: text.ids.subarray(shared) })),
  };
}
