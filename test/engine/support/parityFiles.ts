import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MemorySource } from './MemorySource';
import type { RewardFixture } from './engineClaims';

const path = (relative: string) => fileURLToPath(new URL(`../../../${relative}`, import.meta.url));

function lines<T>(file: string): T[] {
  const text = readFileSync(path(`test/files/parity/${file}`), 'utf8');
  return text.split('\n').flatMap((line) => (line ? [JSON.parse(line) as T] : []));
}

export interface TokenFixture {
  text: string;
  ids: number[];
  ids_special: number[];
}

export interface TemplateFixture {
  messages: { role: string; content: string }[];
  text: string;
  ids: number[];
}

export const tokenFixtures = () => lines<TokenFixture>('tokens.jsonl');
export const templateFixtures = () => lines<TemplateFixture>('templates.jsonl');
export const rewardFixtures = () => lines<RewardFixture>('rewards.jsonl');

const files = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'chat_template.jinja', 'model.safetensors'];

/** The demo checkpoint as it lies in the repository. */
export function demoSource(): MemorySource {
  return new MemorySource(
    'demo',
    new Map(files.map((file) => [file, new Uint8Array(readFileSync(path(`public/models/demo/${file}`)))])),
  );
}
