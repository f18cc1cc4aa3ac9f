import { CheckpointError } from '../checkpoint/CheckpointError';
import type { CheckpointSource } from '../checkpoint/CheckpointSource';
import { readJsonObject, readText, type JsonObject } from '../checkpoint/readJson';
import { requireFile } from '../checkpoint/requireFile';
import { ChatTemplate, templateFile } from './ChatTemplate';
import { TextPreparer } from './TextPreparer';
import { TextTokenizer, tokenizerConfigFile, tokenizerFile } from './TextTokenizer';

/** How a checkpoint turns conversations into token ids. */
export interface CheckpointTexts {
  preparer: TextPreparer;
  /** Tokens that the tokenizer's configuration allows, or null where it names no bound. */
  maxTokens: number | null;
  /** The files that were read. */
  files: string[];
}

/** Reads tokenizer and chat template. @param vocabulary rows of the embedding table */
export async function openTexts(source: CheckpointSource, vocabulary: number): Promise<CheckpointTexts> {
  const config = readJsonObject(tokenizerConfigFile, await requireFile(source, tokenizerConfigFile));
  const tokenizer = new TextTokenizer(
    readJsonObject(tokenizerFile, await requireFile(source, tokenizerFile)),
    config,
    vocabulary,
  );
  const own = await source.find(templateFile);
  const template = own ? new ChatTemplate(templateFile, readText(templateFile, own), config) : inlineTemplate(config);
  const files = [tokenizerFile, tokenizerConfigFile, ...(own ? [templateFile] : [])];
  return { preparer: new TextPreparer(template, tokenizer), maxTokens: boundOf(config), files };
}

/** Older checkpoints keep the template inside the tokenizer's configuration. */
function inlineTemplate(config: JsonObject): ChatTemplate {
  const text = config['chat_template'];
  if (typeof text === 'string') return new ChatTemplate(tokenizerConfigFile, text, config);
  throw new CheckpointError(
    templateFile,
    `the checkpoint must have this file, or "chat_template" in ${tokenizerConfigFile}, and has neither.`,
  );
}

/** Tokenizers without a bound say 1e30. */
function boundOf(config: JsonObject): number | null {
  const bound = config['model_max_length'];
  return typeof bound === 'number' && Number.isSafeInteger(bound) && bound > 0 ? bound : null;
}
