import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { houseFaults } from './importRules';
import type { Source } from './readSource';

const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

async function sourcesBelow(folder: string): Promise<Source[]> {
  const entries = await readdir(join(projectRoot, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name));
  return Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      return { path: relative(projectRoot, path).split(sep).join('/'), text: await readFile(path, 'utf8') };
    }),
  );
}

test('every file of src, workers and server keeps the rules of the house', { timeout: 30_000 }, async () => {
  const sources = (await Promise.all(['src', 'workers', 'server'].map(sourcesBelow))).flat();
  expect(sources.length).toBeGreaterThan(20);
  expect(sources.flatMap(houseFaults)).toEqual([]);
});

describe('a file is refused when', () => {
  test.each<[string, string, string, RegExp]>([
    [
      'a pure folder imports Svelte',
      'src/pairs/bad.ts',
      "import { tick } from 'svelte';",
      /pure and imports the package svelte/,
    ],
    [
      'a pure folder imports a runtime',
      'src/rewards/bad.ts',
      "import * as ort from 'onnxruntime-web';",
      /package onnxruntime-web/,
    ],
    ['a pure folder imports Node', 'src/verdicts/bad.ts', "import { readFile } from 'node:fs';", /Node's node:fs/],
    [
      'a pure folder imports Node by its old name',
      'src/queue/bad.ts',
      "import fs from 'fs/promises';",
      /Node's fs\/promises/,
    ],
    [
      'a pure folder imports a type from above',
      'src/pairs/bad.ts',
      "import type { Store } from '../store/Store';",
      /store, which pairs/,
    ],
    [
      'a pure folder imports the engine at run time',
      'src/curation/bad.ts',
      "await import('../engine/contract');",
      /engine, which curation/,
    ],
    ['the hub knows what asks it', 'src/hub/bad.ts', "import '../pairs/ByteSource';", /pairs, which hub/],
    ['the hub imports a package', 'src/hub/bad.ts', "import 'comlink';", /pure and imports the package comlink/],
    [
      'a pure folder other than the pairs asks a hub',
      'src/rewards/bad.ts',
      "import '../hub/http';",
      /hub, which rewards/,
    ],
    [
      'the engine imports the store',
      'src/engine/bad.ts',
      "export { openStore } from '../store/openStore';",
      /store, which engine/,
    ],
    [
      'the store imports more of the engine than what it asks of files',
      'src/store/opfs/bad.ts',
      "import { Engine } from '../../engine/Engine';",
      /engine, which store/,
    ],
    ['the store imports the studio', 'src/store/bad.ts', "import '../studio/App.svelte';", /studio, which store/],
    [
      'the store names a type of the studio',
      'src/store/bad.ts',
      "let x: import('../studio/Studio.svelte').Studio;",
      /studio, which store/,
    ],
    [
      'the engine brings its own server runtime',
      'src/engine/bad.ts',
      "import 'onnxruntime-node';",
      /server's package onnxruntime-node/,
    ],
    [
      'the studio reaches into the engine',
      'src/studio/a/bad.ts',
      "import { bert } from '../../engine/bert';",
      /past its contract/,
    ],
    [
      'the studio reaches past a door into the room behind it',
      'src/studio/a/bad.ts',
      "import { renderTemplate } from '../../engine/text/ChatTemplate';",
      /past its contract/,
    ],
    [
      'the studio reaches past the client of the checkpoints',
      'src/studio/models/bad.ts',
      "import { CheckpointStore } from '../../engine/checkpoint/CheckpointStore';",
      /past its contract/,
    ],
    [
      'a component reaches into the engine',
      'src/studio/Bad.svelte',
      "<script>import '../engine/bert';</script><p>hi</p>",
      /past its contract/,
    ],
    [
      'the studio imports a worker as code',
      'src/studio/bad.ts',
      "import '../../workers/engine';",
      /instead of starting it/,
    ],
    ['a worker imports the studio', 'workers/bad.ts', "import '../src/studio/theme/words';", /studio, which workers/],
    ['the server imports the studio', 'server/bad.ts', "import '../src/studio/Router.svelte';", /studio, which server/],
    ['the server imports the store', 'server/bad.ts', "import '../src/store/Store';", /store, which server/],
    ['a file leaves the house', 'src/pairs/bad.ts', "import '../../test/files/x';", /no room of the house/],
    ['a file stands in no room', 'src/utils/bad.ts', '', /stands in no room/],
    ['a worker thinks', 'workers/bad.ts', 'void 0;\n'.repeat(31), /worker of 31 lines/],
    ['a file holds more than one thing', 'src/studio/bad.ts', 'void 0;\n'.repeat(401), /401 lines/],
    ['a component shows HTML', 'src/studio/Bad.svelte', '<p>{@html text}</p>', /shows HTML outside/],
    ['a type is given up', 'src/pairs/bad.ts', 'export const x = (y: any): number => y;', /says "any"/],
    [
      'a component gives up a type',
      'src/studio/Bad.svelte',
      '<script lang="ts">let x: any = 1;</script>',
      /says "any"/,
    ],
  ])('%s', (_, path, text, expected) => {
    expect(houseFaults({ path, text }).join('\n')).toMatch(expected);
  });
});

test('what the rules allow passes: doors, workers by address, and words that only look like a fault', () => {
  const allowed: Source[] = [
    { path: 'src/studio/models/good.ts', text: "import type { Backend } from '../../engine/contract';" },
    ...['checkpoint/checkpointsContract', 'CheckpointsClient', 'text/chatTemplateFamilies'].map((door) => ({
      path: 'src/studio/models/good.ts',
      text: `import { one } from '../../engine/${door}';`,
    })),
    { path: 'src/store/opfs/good.ts', text: "import type { FileFolder } from '../../engine/files/FileFolder';" },
    { path: 'src/studio/good.ts', text: "import url from '../../workers/engine?worker&url';" },
    { path: 'src/studio/parts/RichText.svelte', text: '<p>{@html clean}</p>' },
    { path: 'src/pairs/good.ts', text: "// any, import 'svelte'\nexport const any = 'import(\"svelte\")';" },
    { path: 'server/good.ts', text: "import { join } from 'node:path';\nimport '../src/engine/contract';" },
  ];
  expect(allowed.flatMap(houseFaults)).toEqual([]);
});
