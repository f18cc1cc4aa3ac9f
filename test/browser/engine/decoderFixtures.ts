import { MemorySource } from '../../engine/support/MemorySource';
import type { DecoderText } from '../../engine/support/DecoderText';

const addresses = import.meta.glob<string>('../../files/decoders/*/*', {
  query: '?url',
  import: 'default',
  eager: true,
});

interface DecoderFile {
  folder: string;
  file: string;
  address: string;
}

const files: DecoderFile[] = Object.entries(addresses).map(([path, address]) => {
  const [folder = '', file = ''] = path.split('/').slice(-2);
  return { folder, file, address };
});

export const decoderCases = [...new Set(files.map(({ folder }) => folder))].sort();

export async function decoderSource(name: string): Promise<MemorySource> {
  const own = files.filter(({ folder, file }) => folder === name && file !== 'expected.json');
  const contents = await Promise.all(
    own.map(async ({ file, address }) => [file, new Uint8Array(await (await fetch(address)).arrayBuffer())] as const),
  );
  return new MemorySource(name, new Map(contents));
}

/** The files as a person would drop them. */
export async function decoderFiles(name: string): Promise<{ path: string; file: Blob }[]> {
  const own = files.filter(({ folder, file }) => folder === name && file !== 'expected.json');
  return Promise.all(
    own.map(async ({ file, address }) => ({ path: `${name}/${file}`, file: await (await fetch(address)).blob() })),
  );
}

export async function decoderTexts(name: string): Promise<DecoderText[]> {
  const found = files.find(({ folder, file }) => folder === name && file === 'expected.json');
  const answer = await fetch(found?.address ?? '');
  return ((await answer.json()) as { texts: DecoderText[] }).texts;
}
