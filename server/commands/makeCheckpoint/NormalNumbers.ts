import { toFloat16 } from '../../../src/engine/graphs/toFloat16';

export type WeightType = 'bf16' | 'f16' | 'f32';

/** Bytes of one number. */
export const weightBytes: Record<WeightType, number> = { bf16: 2, f16: 2, f32: 4 };

const tableSize = 65_536;

type Table = Uint16Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

/**
 * Normally distributed numbers of one type, quickly: each is one of 65,536 quantiles, taken by half of a random word (sfc32).
 * The same seed and name give the same numbers on every machine.
 */
export class NormalNumbers {
  private readonly table: Table;

  constructor(
    private readonly type: WeightType,
    deviation: number,
  ) {
    const quantiles = Float32Array.from(standardQuantiles(), (quantile) => quantile * deviation);
    this.table = type === 'f32' ? quantiles : Uint16Array.from(quantiles, type === 'f16' ? toFloat16 : brainBits);
  }

  /** A generator of pieces of bytes; every call goes on where the last one ended. */
  stream(seed: number, name: string): (bytes: Uint8Array<ArrayBuffer>) => void {
    const random = new Sfc32(seed, name);
    return (bytes) => {
      const { buffer, byteOffset } = bytes;
      const count = bytes.length / weightBytes[this.type];
      const out =
        this.type === 'f32' ? new Float32Array(buffer, byteOffset, count) : new Uint16Array(buffer, byteOffset, count);
      random.fill(out, this.table);
    };
  }
}

/** The bits of one number of a type, little-endian, repeated: the weights of norms. */
export function constantBytes(type: WeightType, value: number, count: number): Uint8Array<ArrayBuffer> {
  if (type === 'f32') return new Uint8Array(new Float32Array(count).fill(value).buffer);
  return new Uint8Array(new Uint16Array(count).fill(type === 'f16' ? toFloat16(value) : brainBits(value)).buffer);
}

/** Chris Doty-Humphrey's small fast chaotic generator of 32 bits, with a counter. */
class Sfc32 {
  private a: number;
  private b: number;
  private c = 0x9e3779b9 | 0;
  private counter = 1;

  constructor(seed: number, name: string) {
    this.a = seed | 0;
    this.b = hashOf(name);
    this.fill(new Uint16Array(32), new Uint16Array(tableSize)); // the first words still show the seed
  }

  /** Each word gives two numbers of the table. */
  fill(out: Table, table: Table): void {
    let { a, b, c, counter } = this;
    for (let at = 0; at < out.length; at += 2) {
      const word = (a + b + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + word) | 0;
      out[at] = table[word & 0xffff] as number;
      if (at + 1 < out.length) out[at + 1] = table[word >>> 16] as number;
    }
    Object.assign(this, { a, b, c, counter });
  }
}

/** FNV-1a of the name's UTF-16 units. */
function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return hash | 0;
}

/** bf16 is the upper half of an f32; to the nearest, ties to even. */
function brainBits(value: number): number {
  const bits = new Uint32Array(new Float32Array([value]).buffer)[0] ?? 0;
  return (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
}

/** The middle of each of 65,536 equally likely parts of the standard normal distribution. */
function* standardQuantiles(): Generator<number> {
  for (let part = 0; part < tableSize; part++) yield inverseNormal((part + 0.5) / tableSize);
}

/** Abramowitz and Stegun 26.2.23: off by at most 4.5e-4, which random weights do not mind. */
function inverseNormal(probability: number): number {
  if (probability > 0.5) return -inverseNormal(1 - probability);
  const t = Math.sqrt(-2 * Math.log(probability));
  const numerator = 2.515517 + t * (0.802853 + t * 0.010328);
  const denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return numerator / denominator - t;
}
