/** Where a row lies in `rows.jsonl`, and where it came from. */
export interface RowPlace {
  /** First byte; files of more than 4 GiB have places beyond 2^32. */
  at: number;
  /** Bytes. */
  length: number;
  /** 1-based line, element or row in its part. */
  line: number;
  /** Number of its part: a file of the import, or an entry of a zip. */
  part: number;
}

/** Numbers of 32 bits a place takes in the files `places` and `more`. */
export const placeNumbers = 5;
const high = 2 ** 32;

export function putPlace(numbers: Uint32Array, from: number, { at, length, line, part }: RowPlace): void {
  numbers[from] = at % high;
  numbers[from + 1] = Math.floor(at / high);
  numbers[from + 2] = length;
  numbers[from + 3] = line;
  numbers[from + 4] = part;
}

export function placeAt(numbers: Uint32Array, from: number): RowPlace {
  const [low = 0, rest = 0, length = 0, line = 0, part = 0] = numbers.subarray(from, from + placeNumbers);
  return { at: rest * high + low, length, line, part };
}
