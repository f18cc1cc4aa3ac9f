import { idLength } from '../idBytes';
import type { Json } from '../Json';
import type { PairIndex } from '../PairIndex';
import { columnsFile, openColumns, type OpenColumns } from './columnsFile';
import { keptFiles, openFile, writeFile, type KeptFolder } from './KeptFolder';

/** Bytes of one pair in each column. */
export const columnBytes = {
  pairIds: idLength,
  firstIds: idLength,
  secondIds: idLength,
  itemRows: 4,
  firstResponses: 2,
  secondResponses: 2,
  labels: 1,
  conflicts: 1,
  promptLengths: 4,
  firstLengths: 4,
  secondLengths: 4,
  sources: 2,
} as const;

export type IndexColumn = keyof typeof columnBytes;

/** What the index says of itself beside its columns; the codes of facets are columns `facet 0`, `facet 1`, ... */
interface AboutIndex {
  length: number;
  sourceNames: string[];
  facets: { name: string; values: string[] }[];
}

/** An index on its way into its file: each column in one or more pieces. */
export interface IndexToWrite extends Pick<PairIndex, 'length' | 'sourceNames' | 'facets'> {
  columns: Record<IndexColumn, Uint8Array[]>;
}

export async function writeIndex(folder: KeptFolder, index: IndexToWrite): Promise<void> {
  const { length, sourceNames, facets } = index;
  const about = { length, sourceNames, facets: facets.map(({ name, values }) => ({ name, values })) };
  const columns = new Map<string, Uint8Array[]>(Object.entries(index.columns));
  for (const [number, { codes }] of facets.entries()) columns.set(facetColumn(number), [codes]);
  await writeFile(folder, keptFiles.index, columnsFile(about, columns));
}

/** Ids and labels of consecutive pairs. */
export interface PairLabels {
  /** 32 bytes a pair. */
  pairIds: Uint8Array<ArrayBuffer>;
  labels: Uint8Array;
}

/** @throws Error where the index is missing or damaged. */
export async function readIndex(folder: KeptFolder, dataSet: string): Promise<PairIndex> {
  return opened(folder, async (columns, about) => {
    const bytes = (name: IndexColumn) => columns.read(name);
    const shorts = async (name: IndexColumn) => new Uint16Array((await bytes(name)).buffer);
    const words = async (name: IndexColumn) => new Uint32Array((await bytes(name)).buffer);
    return {
      dataSet,
      length: about.length,
      pairIds: await bytes('pairIds'),
      firstIds: await bytes('firstIds'),
      secondIds: await bytes('secondIds'),
      itemRows: await words('itemRows'),
      firstResponses: await shorts('firstResponses'),
      secondResponses: await shorts('secondResponses'),
      labels: await bytes('labels'),
      conflicts: await bytes('conflicts'),
      promptLengths: await words('promptLengths'),
      firstLengths: await words('firstLengths'),
      secondLengths: await words('secondLengths'),
      sources: await shorts('sources'),
      sourceNames: about.sourceNames,
      facets: await Promise.all(
        about.facets.map(async (facet, number) => ({ ...facet, codes: await columns.read(facetColumn(number)) })),
      ),
    };
  });
}

const pairsAtOnce = 65_536;

/** The ids and labels of all pairs, a stretch at a time. */
export async function* readPairLabels(folder: KeptFolder): AsyncGenerator<PairLabels> {
  const file = await openFile(folder, keptFiles.index);
  try {
    const columns = await openColumns(file);
    const { length } = aboutOf(columns.about);
    for (let from = 0; from < length; from += pairsAtOnce) {
      const to = Math.min(length, from + pairsAtOnce);
      const pairIds = await columns.read('pairIds', from * idLength, to * idLength);
      yield { pairIds, labels: await columns.read('labels', from, to) };
    }
  } finally {
    await file.close();
  }
}

async function opened<T>(
  folder: KeptFolder,
  read: (columns: OpenColumns, about: AboutIndex) => Promise<T>,
): Promise<T> {
  const file = await openFile(folder, keptFiles.index);
  try {
    const columns = await openColumns(file);
    return await read(columns, aboutOf(columns.about));
  } finally {
    await file.close();
  }
}

/** The head was written by `writeIndex` into storage that only Assay reaches. */
function aboutOf(about: Json): AboutIndex {
  return about as unknown as AboutIndex;
}

function facetColumn(number: number): string {
  return `facet ${number}`;
}
