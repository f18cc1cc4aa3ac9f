import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { isolationHeaders } from './server/headers.ts';
import { serviceWorker } from './vite.serviceWorker.ts';

export default defineConfig({
  plugins: [svelte({ configFile: false }), serviceWorker()],
  server: { host: '127.0.0.1', port: 5173, headers: isolationHeaders() },
  worker: { format: 'es', plugins: () => [svelte({ configFile: false })] },
  // onnxruntime-web finds its WASM beside its own module, which a bundled copy would lose.
  optimizeDeps: { exclude: ['onnxruntime-web'] },
  // No inlined files: a `data:` font or script is what the content security policy forbids.
  build: {
    outDir: 'dist/studio',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
});
