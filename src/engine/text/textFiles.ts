import type { CheckpointSource } from '../checkpoint/CheckpointSource';
import { CheckpointError } from '../checkpoint/CheckpointError';
import { readJsonObject, type JsonObject } from '../checkpoint/readJson';
import { requireFile } from '../checkpoint/requireFile';
import { templateFile } from './ChatTemplate';
import { MissingTemplateError } from './MissingTemplateError';
import { tokenizerConfigFile, tokenizerFile } from './TextTokenizer';

/** One file of a checkpoint, held in memory. */
export interface TextFile {
  name: string;
  bytes: Uint8Array;
}

/**
 * The files that decide how a conversation becomes tokens.
 * @param template a chat template that a person chose for a checkpoint without one; it counts as the file that is missing
 * @throws MissingTemplateError where there is no template, CheckpointError where a file is missing or there are two templates
 */
export async function readTextFiles(source: CheckpointSource, template: string | null): Promise<TextFile[]> {
  const tokenizer = { name: tokenizerFile, bytes: await requireFile(source, tokenizerFile) };
  const config = { name: tokenizerConfigFile, bytes: await requireFile(source, tokenizerConfigFile) };
  const own = await source.find(templateFile);
  const hasOwn = own !== null || inlineTemplate(readJsonObject(config.name, config.bytes)) !== null;
  if (hasOwn && template !== null)
    throw new CheckpointError(templateFile, 'the checkpoint has a chat template; no other may be chosen in its place.');
  if (!hasOwn && template === null) throw new MissingTemplateError();
  const bytes = template === null ? own : new TextEncoder().encode(template);
  return [tokenizer, config, ...(bytes ? [{ name: templateFile, bytes }] : [])];
}

/**
 * The template that older checkpoints keep inside the tokenizer's configuration: a text, or a list of named ones, of
 * which conversations without tools take the one named "default".
 */
export function inlineTemplate(config: JsonObject): string | null {
  const value = config['chat_template'];
  if (!Array.isArray(value)) return typeof value === 'string' ? value : null;
  const named = value.find((entry: unknown) => (entry as JsonObject | null)?.['name'] === 'default') as JsonObject;
  const text = named?.['template'];
  return typeof text === 'string' ? text : null;
}
