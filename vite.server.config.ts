import { chmodSync, copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

/** `assay` is run by its name, so its file must be a program. */
const executable: Plugin = {
  name: 'executable',
  writeBundle: ({ dir = '' }) => chmodSync(join(dir, 'assay.js'), 0o755),
};

/** Small tokenizers, which `assay make-checkpoint` gives to made-up checkpoints. */
const tokenizers: Plugin = {
  name: 'tokenizers',
  writeBundle({ dir = '' }) {
    for (const family of ['qwen', 'llama3']) {
      const to = join(dir, 'tokenizers', family);
      mkdirSync(to, { recursive: true });
      for (const file of ['tokenizer.json', 'tokenizer_config.json', 'chat_template.jinja'])
        copyFileSync(join('test/files/tokenizers', family, file), join(to, file));
    }
  },
};

/** The protocol that judges are given where a plan names none. */
const protocol: Plugin = {
  name: 'protocol',
  writeBundle: ({ dir = '' }) => copyFileSync('src/verdicts/protocol/default.md', join(dir, 'protocol.md')),
};

export default defineConfig({
  plugins: [executable, tokenizers, protocol],
  publicDir: false,
  build: {
    ssr: 'server/assay.ts',
    outDir: 'dist/server',
    target: 'node20',
    rolldownOptions: { output: { banner: '#!/usr/bin/env node', entryFileNames: '[name].js' } },
  },
});
