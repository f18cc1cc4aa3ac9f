import { Template } from '@huggingface/jinja';
import { CheckpointError } from '../checkpoint/CheckpointError';
import { isJsonObject, type JsonObject } from '../checkpoint/readJson';
import type { ScoreRequest } from '../contract';

export const templateFile = 'chat_template.jinja';

/** Special tokens that templates may name, as `tokenizer_config.json` holds them: text, or an object with `content`. */
const tokenFields = ['bos_token', 'eos_token', 'unk_token', 'sep_token', 'pad_token', 'cls_token', 'mask_token'];

/** Turns a conversation into the one text that the checkpoint was trained on, by the checkpoint's own Jinja template. */
export class ChatTemplate {
  private readonly template: Template;
  private readonly tokens: Record<string, string>;

  /** @throws CheckpointError where the text is no Jinja template */
  constructor(file: string, text: string, tokenizerConfig: JsonObject) {
    try {
      this.template = new Template(text);
    } catch (error) {
      throw new CheckpointError(file, `must be a Jinja template, and is not (${(error as Error).message}).`);
    }
    this.tokens = Object.fromEntries(tokenFields.flatMap((field) => tokenEntry(field, tokenizerConfig[field])));
  }

  /** @throws Error with the template's own words where it refuses the conversation */
  render(messages: ScoreRequest['messages']): string {
    return this.template.render({ ...this.tokens, messages, add_generation_prompt: false });
  }
}

function tokenEntry(field: string, value: unknown): [string, string][] {
  const text = isJsonObject(value) ? value['content'] : value;
  return typeof text === 'string' ? [[field, text]] : [];
}
