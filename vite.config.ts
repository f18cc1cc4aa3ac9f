import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { isolationHeaders } from './server/headers.ts';

export default defineConfig({
  plugins: [svelte({ configFile: false })],
  server: { host: '127.0.0.1', port: 5173, headers: isolationHeaders() },
  worker: { format: 'es', plugins: () => [svelte({ configFile: false })] },
  // onnxruntime-web finds its WASM beside its own module, which a bundled copy would lose.
  optimizeDeps: { exclude: ['onnxruntime-web'] },
  build: { target: 'es2023', sourcemap: false, chunkSizeWarningLimit: 700 },
});
