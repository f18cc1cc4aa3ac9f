import type { PairIndex } from '../PairIndex';
import type { ColumnMemory } from './ColumnMemory';

/** The index with every column copied into other memory. */
export function moveIndex(index: PairIndex, memory: ColumnMemory): PairIndex {
  const bytes = (column: Uint8Array) => moved(column, new Uint8Array(memory(column.byteLength)));
  const shorts = (column: Uint16Array) => moved(column, new Uint16Array(memory(column.byteLength)));
  const words = (column: Uint32Array) => moved(column, new Uint32Array(memory(column.byteLength)));
  return {
    ...index,
    pairIds: bytes(index.pairIds),
    firstIds: bytes(index.firstIds),
    secondIds: bytes(index.secondIds),
    itemRows: words(index.itemRows),
    firstResponses: shorts(index.firstResponses),
    secondResponses: shorts(index.secondResponses),
    labels: bytes(index.labels),
    conflicts: bytes(index.conflicts),
    promptLengths: words(index.promptLengths),
    firstLengths: words(index.firstLengths),
    secondLengths: words(index.secondLengths),
    sources: shorts(index.sources),
    facets: index.facets.map((facet) => ({ ...facet, codes: bytes(facet.codes) })),
  };
}

function moved<Column extends Uint8Array | Uint16Array | Uint32Array>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
