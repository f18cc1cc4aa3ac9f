import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeSafetensors, type MadeTensor } from '../../engine/support/writeSafetensors';
import { seededNumbers } from '../../support/seededNumbers';

const demo = fileURLToPath(new URL('../../../public/models/demo', import.meta.url));
const changed = 'classifier.weight';

type Header = Record<string, { dtype: string; shape: number[]; data_offsets: [number, number] }>;

/** A checkpoint folder of the demo model whose head has lost a third of its weights: another model of the same kind. */
export async function perturbedModel(name: string): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), 'assay-model-')), name);
  await cp(demo, folder, { recursive: true });
  const path = join(folder, 'model.safetensors');
  const tensors = readTensors(await readFile(path));
  const head = tensors[changed];
  if (!head) throw new Error(`The demo model has no ${changed}.`);
  const random = seededNumbers(6);
  const halves = new Uint16Array(head.bytes.slice().buffer);
  for (const at of halves.keys()) if (random() < 1 / 3) halves[at] = 0;
  await writeFile(path, writeSafetensors({ ...tensors, [changed]: { ...head, bytes: new Uint8Array(halves.buffer) } }));
  return folder;
}

function readTensors(file: Buffer): Record<string, MadeTensor> {
  const length = Number(file.readBigUInt64LE(0));
  const header = JSON.parse(file.toString('utf8', 8, 8 + length)) as Header;
  const entries = Object.entries(header).filter(([name]) => name !== '__metadata__');
  return Object.fromEntries(
    entries.map(
      ([
        name,
        {
          dtype,
          shape,
          data_offsets: [from, to],
        },
      ]) => {
        return [name, { dtype, shape, bytes: new Uint8Array(file.subarray(8 + length + from, 8 + length + to)) }];
      },
    ),
  );
}
