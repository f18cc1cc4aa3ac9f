import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isJsonObject, readJsonObject, type JsonObject } from '../../../src/engine/checkpoint/readJson';
import { templateFile } from '../../../src/engine/text/ChatTemplate';
import { tokenizerConfigFile, tokenizerFile } from '../../../src/engine/text/TextTokenizer';
import { CommandError } from '../CommandError';

/** The tokenizer and template that a made-up checkpoint is given. */
export interface TokenizerFiles {
  files: Map<string, Uint8Array>;
  /** Ids of its special tokens; null where it names none. */
  ids: { bos_token_id: number | null; eos_token_id: number | null; pad_token_id: number | null };
}

/**
 * Reads the three files of a folder.
 * @throws CommandError where one is missing, or where a token is named that the tokenizer has not
 */
export async function readTokenizerFiles(folder: string): Promise<TokenizerFiles> {
  const files = new Map<string, Uint8Array>();
  // One after the other: of several missing files the same one is always named.
  for (const name of [tokenizerFile, tokenizerConfigFile, templateFile]) {
    const bytes = await readFile(join(folder, name)).catch((error: unknown) => {
      throw new CommandError(`The tokenizer folder ${folder} must hold ${name}: ${(error as Error).message}`);
    });
    files.set(name, bytes);
  }
  const json = (name: string) => readJsonObject(name, files.get(name) ?? new Uint8Array());
  const [config, vocabulary] = [json(tokenizerConfigFile), vocabularyOf(json(tokenizerFile))];
  const id = (field: string) => idOf(vocabulary, field, config[field]);
  return {
    files,
    ids: { bos_token_id: id('bos_token'), eos_token_id: id('eos_token'), pad_token_id: id('pad_token') },
  };
}

function vocabularyOf(tokenizer: JsonObject): Map<string, number> {
  const model = isJsonObject(tokenizer['model']) ? tokenizer['model'] : {};
  const words = isJsonObject(model['vocab']) ? Object.entries(model['vocab']) : [];
  const added = Array.isArray(tokenizer['added_tokens']) ? tokenizer['added_tokens'].filter(isJsonObject) : [];
  const all = [...words, ...added.map((token): [string, unknown] => [String(token['content']), token['id']])];
  return new Map(all.flatMap(([word, id]) => (typeof id === 'number' ? [[word, id]] : [])));
}

function idOf(vocabulary: ReadonlyMap<string, number>, field: string, named: unknown): number | null {
  const token = isJsonObject(named) ? named['content'] : named;
  if (typeof token !== 'string') return null;
  const id = vocabulary.get(token);
  if (id !== undefined) return id;
  throw new CommandError(`${tokenizerConfigFile} names ${token} as ${field}, and ${tokenizerFile} has no such token.`);
}
