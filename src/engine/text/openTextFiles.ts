import { CheckpointError } from '../checkpoint/CheckpointError';
import { readJsonObject, readText } from '../checkpoint/readJson';
import { ChatTemplate, specialTokens, templateFile } from './ChatTemplate';
import { MissingTemplateError } from './MissingTemplateError';
import { inlineTemplate, type TextFile } from './textFiles';
import { TextPreparer } from './TextPreparer';
import { TextReading, type TextRule } from './TextReading';
import { TextTokenizer, tokenizerConfigFile, tokenizerFile } from './TextTokenizer';

/** What the model asks of texts. */
export interface TextSettings {
  /** Rows of the embedding table: every token id must have one. */
  vocabulary: number;
  rule: TextRule;
  /** The id of padding, where the place of the reward follows from it; else null. */
  padId: number | null;
}

/** What the files say of texts. */
export interface TextFacts {
  /** Tokens that the tokenizer's configuration allows, or null where it names no bound. */
  maxTokens: number | null;
  /** The date that the chat template was told in place of today's; null where it asks for none. */
  frozenDate: string | null;
}

export interface OpenedTextFiles extends TextFacts {
  preparer: TextPreparer;
}

/**
 * Opens tokenizer and chat template.
 * @throws CheckpointError that names the file at fault
 */
export function openTextFiles(files: readonly TextFile[], settings: TextSettings): OpenedTextFiles {
  const config = readJsonObject(tokenizerConfigFile, bytesOf(files, tokenizerConfigFile));
  const json = readJsonObject(tokenizerFile, bytesOf(files, tokenizerFile));
  const tokenizer = new TextTokenizer(json, config, settings.vocabulary);
  const template = openTemplate(files, config);
  const bos = specialTokens(config)['bos_token'] ?? null;
  const reading = new TextReading(tokenizer, settings.rule, bos, settings.padId);
  return {
    preparer: new TextPreparer(template, reading),
    maxTokens: boundOf(config['model_max_length']),
    frozenDate: template.frozenDate,
  };
}

function bytesOf(files: readonly TextFile[], wanted: string): Uint8Array {
  const file = files.find(({ name }) => name === wanted);
  if (file) return file.bytes;
  throw new CheckpointError(wanted, 'the checkpoint must have this file, and has not.');
}

function openTemplate(files: readonly TextFile[], config: ReturnType<typeof readJsonObject>): ChatTemplate {
  const own = files.find(({ name }) => name === templateFile);
  if (own) return new ChatTemplate(templateFile, readText(templateFile, own.bytes), config);
  const inline = inlineTemplate(config);
  if (inline === null) throw new MissingTemplateError();
  return new ChatTemplate(tokenizerConfigFile, inline, config);
}

/** Tokenizers without a bound say 1e30. */
function boundOf(bound: unknown): number | null {
  return typeof bound === 'number' && Number.isSafeInteger(bound) && bound > 0 ? bound : null;
}
