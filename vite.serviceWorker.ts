import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { build, type Plugin, type ResolvedConfig } from 'vite';

/** One file of the studio, as workbox-precaching takes it: no revision where the name already tells the content. */
interface PrecacheEntry {
  url: string;
  revision: string | null;
  bytes: number;
}

async function precacheEntry(root: string, path: string): Promise<PrecacheEntry> {
  const content = await readFile(path);
  const url = '/' + relative(root, path).split(sep).join('/');
  const revision = url.startsWith('/assets/') ? null : createHash('sha256').update(content).digest('hex').slice(0, 16);
  return { url, revision, bytes: content.length };
}

/** Fetched only where a person asks for them, and kept by the studio then. */
const onDemand = /^\/benchmarks\//;

/** Every file of the built studio in a fixed order, so that the same studio gives the same service worker. */
async function precacheEntries(root: string): Promise<PrecacheEntry[]> {
  const files = (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  const entries = await Promise.all(paths.map((path) => precacheEntry(root, path)));
  return entries.filter(({ url }) => !onDemand.test(url));
}

function buildWorker(outDir: string, entries: PrecacheEntry[]): Promise<unknown> {
  return build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: { 'self.__WB_MANIFEST': JSON.stringify(entries), 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2023',
      lib: { entry: 'workers/service-worker.ts', formats: ['es'], fileName: () => 'service-worker.js' },
    },
  });
}

/**
 * Writes `service-worker.js` beside the built studio, with the list of every file in it: fonts, WASM, the demo checkpoint and
 * the samples too, because all of it must work with the network off. Data of benchmarks are left out.
 */
export function serviceWorker(): Plugin {
  let config: ResolvedConfig | null = null;
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved: (resolved) => void (config = resolved),
    async writeBundle() {
      // A worker's own bundle is written too; only the studio's holds the page.
      if (!config || config.isWorker) return;
      const outDir = join(config.root, config.build.outDir);
      await buildWorker(outDir, await precacheEntries(outDir));
    },
  };
}
