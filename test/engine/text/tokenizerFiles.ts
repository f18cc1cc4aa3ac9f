import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { MemorySource } from '../support/MemorySource';
import type { JsonObject } from '../../../src/engine/checkpoint/readJson';
import type { TextFile } from '../../../src/engine/text/textFiles';

export const familyNames = ['qwen', 'llama3', 'mistral', 'wordpiece', 'wordpiece-cased'] as const;
export type FamilyName = (typeof familyNames)[number];

const path = (file: string) => fileURLToPath(new URL(`../../files/tokenizers/${file}`, import.meta.url));
const bytesOf = (file: string) => new Uint8Array(readFileSync(path(file)));
export const textOf = (file: string) => readFileSync(path(file), 'utf8');

function rows<T>(file: string): T[] {
  const text = gunzipSync(readFileSync(path(file))).toString('utf8');
  return text.split('\n').flatMap((line) => (line ? [JSON.parse(line) as T] : []));
}

export interface ExpectedIds {
  ids: number[];
  ids_special: number[];
}

export type ExpectedConversation = { messages: { role: string; content: string }[] } & (
  { refused: true } | { refused?: undefined; text: string; ids: number[]; ids_strip_bos: number[] }
);

/** The thousand texts that every family reads. */
export const texts = rows<{ text: string }>('texts.jsonl.gz').map(({ text }) => text);

export const expectedIds = (family: FamilyName, file = 'expected.jsonl.gz') => rows<ExpectedIds>(`${family}/${file}`);
export const conversations = (family: FamilyName) => rows<ExpectedConversation>(`${family}/templates.jsonl.gz`);
export const json = (file: string) => JSON.parse(textOf(file)) as JsonObject;

/** More rows than any family's tokens. */
export const vocabulary = 5000;

const names = ['tokenizer.json', 'tokenizer_config.json', 'chat_template.jinja'];

export function familyFiles(family: FamilyName): TextFile[] {
  return names.map((name) => ({ name, bytes: bytesOf(`${family}/${name}`) }));
}

/** The family's files as a checkpoint folder, less those named. */
export function familySource(family: FamilyName, without: string[] = []): MemorySource {
  const files = familyFiles(family).filter(({ name }) => !without.includes(name));
  return new MemorySource(family, new Map(files.map(({ name, bytes }) => [name, bytes])));
}
