import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MemorySource } from '../../../src/engine/checkpoint/MemorySource';
import type { Precision, ScoreRequest } from '../../../src/engine/contract';

/** What PyTorch gives for one text, at each precision of the matrices. */
export interface DecoderText {
  name: string;
  messages: ScoreRequest['messages'] | null;
  promptLength: number;
  ids: number[];
  reward: Record<Precision, number>;
  hidden: number[];
}

const folder = fileURLToPath(new URL('../../files/decoders', import.meta.url));

export const decoderCases = readdirSync(folder).sort();

export function decoderTexts(name: string): DecoderText[] {
  return (JSON.parse(readFileSync(`${folder}/${name}/expected.json`, 'utf8')) as { texts: DecoderText[] }).texts;
}

export function decoderSource(name: string): MemorySource {
  const files = readdirSync(`${folder}/${name}`).filter((file) => file !== 'expected.json');
  return new MemorySource(name, new Map(files.map((file) => [file, readFileSync(`${folder}/${name}/${file}`)])));
}
