import type { KeptFile } from './KeptFolder';
import type { RowPlace } from './RowPlace';

/** Rows this near to each other are read together, and at most so much at once (but for a single row). */
const nearBytes = 64 * 1024;
const bytesAtOnce = 8 * 1024 * 1024;

/**
 * Reads rows by their places, in the order of the file and as few reads as that allows. The bytes are good until the call of
 * `onRow` returns.
 *
 * @throws Error where the file ends before a row.
 */
export async function readPlaces(
  file: KeptFile,
  places: readonly RowPlace[],
  onRow: (place: RowPlace, bytes: Uint8Array) => void,
): Promise<void> {
  const sorted = [...places].sort((one, other) => one.at - other.at);
  for (let first = 0, next = 0; first < sorted.length; first = next) {
    const from = sorted[first]?.at ?? 0;
    let to = from;
    for (; next < sorted.length; next++) {
      const { at, length } = sorted[next] ?? { at: 0, length: 0 };
      const isNear = at <= to + nearBytes && at + length <= from + bytesAtOnce;
      if (next > first && !isNear) break;
      to = Math.max(to, at + length);
    }
    const bytes = await file.read(from, to);
    if (bytes.length < to - from)
      throw new Error(`The rows of the data set end at byte ${from + bytes.length}: its file is damaged.`);
    for (const place of sorted.slice(first, next))
      onRow(place, bytes.subarray(place.at - from, place.at - from + place.length));
  }
}
