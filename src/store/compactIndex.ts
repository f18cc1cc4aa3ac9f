import type { PairIndex } from '../pairs/PairIndex';

/** A copy of the index whose columns own just their bytes: storing a view would store the whole buffer behind it. */
export function compactIndex(index: PairIndex): PairIndex {
  const columns = Object.entries(index).map(([name, column]) => [
    name,
    ArrayBuffer.isView(column) ? own(column) : column,
  ]);
  return Object.fromEntries(columns) as PairIndex;
}

function own<View extends ArrayBufferView>(view: View): View | Uint8Array | Uint16Array | Uint32Array {
  if (view.byteLength === view.buffer.byteLength) return view;
  if (view instanceof Uint8Array || view instanceof Uint16Array || view instanceof Uint32Array) return view.slice();
  return view;
}
