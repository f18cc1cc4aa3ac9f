import { chmodSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

const program = 'dist/server/assay.js';

/** `assay` is run by its name, so its file must be a program. */
const executable: Plugin = { name: 'executable', closeBundle: () => chmodSync(program, 0o755) };

export default defineConfig({
  plugins: [executable],
  publicDir: false,
  build: {
    ssr: 'server/assay.ts',
    outDir: 'dist/server',
    target: 'node20',
    rolldownOptions: { output: { banner: '#!/usr/bin/env node', entryFileNames: '[name].js' } },
  },
});
