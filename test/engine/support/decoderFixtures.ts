import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MemorySource } from './MemorySource';
import type { DecoderText } from './DecoderText';

const folder = fileURLToPath(new URL('../../files/decoders', import.meta.url));

export const decoderCases = readdirSync(folder).sort();

export function decoderTexts(name: string): DecoderText[] {
  return (JSON.parse(readFileSync(`${folder}/${name}/expected.json`, 'utf8')) as { texts: DecoderText[] }).texts;
}

export function decoderSource(name: string): MemorySource {
  const files = readdirSync(`${folder}/${name}`).filter((file) => file !== 'expected.json');
  return new MemorySource(name, new Map(files.map((file) => [file, readFileSync(`${folder}/${name}/${file}`)])));
}
