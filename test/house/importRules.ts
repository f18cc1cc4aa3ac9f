import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { countAny, importsOf, markupOf, type Source } from './readSource';

/** Rooms whose code runs anywhere: the studio, the workers and the server all use them. */
export const pureRooms = ['pairs', 'rewards', 'verdicts', 'queue', 'differences', 'benchmarks', 'curation', 'quality'];

/** Pure as well, but for the `fetch` that it is given and for timers: what engine and pairs both ask of a hub. */
export const hubRoom = 'hub';

/** Packages that compute and do nothing else: no DOM, no Node, no runtime. */
const purePackages = [
  '@noble/hashes',
  'csv-parse',
  'diff',
  'hash-wasm',
  'hyparquet-compressors',
  'hyparquet-writer',
  'marked',
  'pako',
  'uuid',
  'yaml',
  'zstddec',
];

/** Packages that belong to one kind of code only. */
const studioPackages = [
  'svelte',
  'd3-scale',
  'd3-shape',
  'dompurify',
  'highlight.js',
  'katex',
  'marked',
  '@tanstack/virtual-core',
];
const serverPackages = [
  '@duckdb/node-api',
  'hono',
  '@hono/node-server',
  '@hono/zod-openapi',
  '@photostructure/sqlite',
  '@simplewebauthn/server',
  'cli-progress',
  'commander',
  'ipaddr.js',
  'kysely',
  'onnxruntime-node',
  'openid-client',
  'p-queue',
  'pg',
  'pino',
  'prom-client',
  'undici',
  'zod',
];

/**
 * All that the studio may know of the engine: what its workers promise, the clients of those workers, and the families'
 * chat templates, which a person chooses from.
 */
const engineDoor = [
  'src/engine/contract',
  'src/engine/EngineClient',
  'src/engine/checkpoint/checkpointsContract',
  'src/engine/CheckpointsClient',
  'src/engine/text/chatTemplateFamilies',
];

/** What the engine asks of a folder of large files: the store's private file system answers to it. */
const filesContract = 'src/engine/files/';

/** The one component that shows HTML, after the sanitising module has made it. */
const sanitisingComponent = 'src/studio/parts/RichText.svelte';

const maxLines = 400;
const maxWorkerLines = 30;

/** Which rooms a room may import beside itself: what stands below it, never what stands above. */
const below: Record<string, string[]> = {
  [hubRoom]: [],
  ...Object.fromEntries(pureRooms.map((room) => [room, pureRooms])),
  pairs: [...pureRooms, hubRoom],
  engine: [...pureRooms, hubRoom],
  store: pureRooms,
  sync: [...pureRooms, 'store'],
  workers: [...pureRooms, hubRoom, 'engine', 'store', 'sync'],
  studio: [...pureRooms, hubRoom, 'engine', 'store', 'sync', 'workers'],
  server: [...pureRooms, hubRoom, 'engine', 'sync'],
  main: ['studio'],
};

/** The room of a file: the folder below `src`, `workers`, `server`, or `main` for the entry itself. */
function roomOf(path: string): string | null {
  if (path === 'src/main' || path === 'src/main.ts') return 'main';
  const [first, second] = path.split('/');
  if (first === 'src') return second ?? null;
  return first === 'workers' || first === 'server' ? first : null;
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function packageFault(room: string, specifier: string): string | null {
  if (isBuiltin(specifier)) return room === 'server' ? null : `imports Node's ${specifier}`;
  const name = packageOf(specifier);
  if ([...pureRooms, hubRoom].includes(room))
    return purePackages.includes(name) ? null : `is pure and imports the package ${name}`;
  if (studioPackages.includes(name) && !['studio', 'main'].includes(room))
    return `imports the studio's package ${name}`;
  if (serverPackages.includes(name) && room !== 'server') return `imports the server's package ${name}`;
  return null;
}

function roomFault(source: Source, room: string, specifier: string): string | null {
  const [address = '', query] = specifier.split('?');
  const target = posix.normalize(posix.join(posix.dirname(source.path), address));
  const targetRoom = roomOf(target);
  if (targetRoom === null)
    return target === 'package.json' && ['server', 'studio'].includes(room)
      ? null
      : `imports ${target}, which is no room of the house`;
  if (targetRoom === room) return null;
  if (room === 'store' && target.startsWith(filesContract)) return null;
  if (!below[room]?.includes(targetRoom)) return `imports ${targetRoom}, which ${room} must not know`;
  if (room !== 'studio') return null;
  if (targetRoom === 'engine' && !engineDoor.includes(target.replace(/\.ts$/, '')))
    return `reaches into the engine past its contract: ${target}`;
  const isWorkerAddress = query?.split('&').includes('worker');
  return targetRoom === 'workers' && !isWorkerAddress
    ? `imports a worker's code instead of starting it: ${target}`
    : null;
}

function importFault(source: Source, room: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return roomFault(source, room, specifier);
  return packageFault(room, specifier);
}

function sizeFaults(source: Source, room: string): string[] {
  const lines = source.text.trimEnd().split('\n').length;
  if (lines > maxLines) return [`has ${String(lines)} lines, more than ${String(maxLines)}`];
  if (room === 'workers' && lines > maxWorkerLines)
    return [`is a worker of ${String(lines)} lines, more than ${String(maxWorkerLines)}`];
  return [];
}

/** Every rule of the house that a source breaks, each as a sentence that begins with its path. */
export function houseFaults(source: Source): string[] {
  const room = roomOf(source.path);
  if (room === null || !(room in below)) return [`${source.path} stands in no room of the house`];
  const faults = importsOf(source).flatMap((specifier) => importFault(source, room, specifier) ?? []);
  faults.push(...sizeFaults(source, room));
  if (markupOf(source).includes('{@html') && source.path !== sanitisingComponent)
    faults.push(`shows HTML outside ${sanitisingComponent}`);
  if (countAny(source) > 0) faults.push('says "any"');
  return faults.map((fault) => `${source.path} ${fault}`);
}
