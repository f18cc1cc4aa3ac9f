import { createSHA256 } from 'hash-wasm';
import { idLength } from '../../pairs/idBytes';
import { givenStates, type GivenTable } from './GivenTable';

const recordBytes = idLength + 9;

/**
 * The key under which rewards from a file are stored: `scores:` and 16 hex digits of the sha256 of the rewards, sorted by response. Their
 * order in the file and what else it says change nothing.
 */
export async function scoresKey(table: GivenTable): Promise<string> {
  const ids = new Uint8Array(table.size * idLength);
  for (let place = 0; place < table.size; place++) table.copyId(place, ids, place);
  const hasher = await createSHA256();
  hasher.init();
  const record = new Uint8Array(recordBytes);
  const view = new DataView(record.buffer);
  for (const place of sorted(ids, table.size)) {
    const state = table.stateAt(place);
    if (state !== givenStates.scored && state !== givenStates.too_long) continue;
    record.set(ids.subarray(place * idLength, (place + 1) * idLength));
    record[idLength] = state;
    // Of a text that is too long there is no reward; minus zero is zero.
    view.setFloat64(idLength + 1, state === givenStates.scored ? table.rewardAt(place) + 0 : 0, true);
    hasher.update(record);
  }
  return `scores:${hasher.digest('hex').slice(0, 16)}`;
}

function sorted(ids: Uint8Array, length: number): Uint32Array {
  const places = Uint32Array.from({ length }, (_, place) => place);
  return places.sort((one, other) => {
    for (let n = 0; n < idLength; n++) {
      const difference = (ids[one * idLength + n] ?? 0) - (ids[other * idLength + n] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}
