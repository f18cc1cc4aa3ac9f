/** The largest number that f16 holds. */
export const largestFloat16 = 65_504;

const wide = new Float32Array(1);
const bits = new Uint32Array(wide.buffer);

/** The f16 nearest to a number (ties to even), as its 16 bits. Beyond the range it is an infinity; NaN stays NaN. */
export function toFloat16(value: number): number {
  wide[0] = value;
  const word = bits[0] ?? 0;
  const sign = (word >>> 16) & 0x8000;
  const rest = word & 0x7fffffff;
  if (rest >= 0x47800000) return sign | (rest > 0x7f800000 ? 0x7e00 : 0x7c00);
  if (rest < 0x38800000) return sign | subnormal(rest);
  // Adding just under half of the last kept bit, and that bit itself, rounds ties to even; a carry runs into the exponent.
  return sign | ((rest - 0x38000000 + 0xfff + ((rest >>> 13) & 1)) >>> 13);
}

/** Below 2^-14 f16 counts in steps of 2^-24. */
function subnormal(rest: number): number {
  bits[0] = rest;
  const steps = (wide[0] ?? 0) * 2 ** 24;
  const whole = Math.floor(steps);
  const part = steps - whole;
  return whole + (part > 0.5 || (part === 0.5 && whole % 2 === 1) ? 1 : 0);
}

/** The number that 16 bits of f16 hold. */
export function fromFloat16(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return (sign === 0 ? 1 : -1) * fraction * 2 ** -24;
  bits[0] = sign | (exponent === 31 ? 0x7f800000 : (exponent + 112) << 23) | (fraction << 13);
  return wide[0] ?? 0;
}
