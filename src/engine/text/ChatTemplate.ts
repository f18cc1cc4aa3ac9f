import { Template } from '@huggingface/jinja';
import { CheckpointError } from '../checkpoint/CheckpointError';
import { isJsonObject, type JsonObject } from '../checkpoint/readJson';
import type { ScoreRequest } from '../contract';
import { frozenDate, frozenStrftime } from './frozenDate';
import { losesText } from './losesText';
import { clockName, pythonFunctions, usePythonMethods } from './pythonMethods';

export const templateFile = 'chat_template.jinja';

/** Special tokens that templates may name, as `tokenizer_config.json` holds them: text, or an object with `content`. */
const tokenFields = ['bos_token', 'eos_token', 'unk_token', 'sep_token', 'pad_token', 'cls_token', 'mask_token'];

const user = { role: 'user', content: 'a' };
const assistant = { role: 'assistant', content: 'b' };
/** Whether a template uses the date may hang on a system message. */
const probes = [
  [user, assistant],
  [{ role: 'system', content: 'c' }, user, assistant],
];

/**
 * Turns a conversation into the one text that the checkpoint was trained on, by the checkpoint's own Jinja template, as
 * transformers' `apply_chat_template` does without tools and without a generation prompt. Nothing is added to the
 * conversation: no system message either.
 */
export class ChatTemplate {
  private readonly template: Template;
  private readonly variables: Record<string, unknown>;
  private asksForDate = false;

  /** @throws CheckpointError where the text is no Jinja template */
  constructor(file: string, text: string, tokenizerConfig: JsonObject) {
    this.template = parsed(file, text);
    this.variables = {
      ...pythonFunctions,
      ...specialTokens(tokenizerConfig),
      [clockName]: (format: string) => this.tellDate(format),
      tools: null,
      documents: null,
      add_generation_prompt: false,
    };
    for (const messages of probes) this.probe(messages);
  }

  /** The date that the template was told in place of today's, or null where it asks for none. */
  get frozenDate(): string | null {
    return this.asksForDate ? frozenDate : null;
  }

  /** @throws Error with the template's own words where it refuses the conversation */
  render(messages: ScoreRequest['messages']): string {
    return this.template.render({ ...this.variables, messages });
  }

  private tellDate(format: string): string {
    this.asksForDate = true;
    return frozenStrftime(format);
  }

  /** A template that refuses a probe may still take other conversations. */
  private probe(messages: ScoreRequest['messages']): void {
    try {
      this.render(messages);
    } catch {
      return;
    }
  }
}

function parsed(file: string, text: string): Template {
  try {
    const template = new Template(text);
    usePythonMethods(template.parsed);
    if (losesText(template.parsed)) throw new Error('a loop writes text and leaves its turn by break or continue');
    return template;
  } catch (error) {
    throw new CheckpointError(
      file,
      `must be a Jinja template that the engine can render, and is not (${(error as Error).message}).`,
    );
  }
}

/** The special tokens that a tokenizer's configuration names, by field. */
export function specialTokens(tokenizerConfig: JsonObject): Record<string, string> {
  return Object.fromEntries(tokenFields.flatMap((field) => tokenEntry(field, tokenizerConfig[field])));
}

function tokenEntry(field: string, value: unknown): [string, string][] {
  const text = isJsonObject(value) ? value['content'] : value;
  return typeof text === 'string' ? [[field, text]] : [];
}
