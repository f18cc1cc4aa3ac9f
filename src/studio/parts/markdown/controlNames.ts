/** Characters that change the order in which text is read: what a person sees is then not what a model reads. */
const bidi: [number, string][] = [
  [0x061c, 'ALM'],
  [0x200e, 'LRM'],
  [0x200f, 'RLM'],
  [0x202a, 'LRE'],
  [0x202b, 'RLE'],
  [0x202c, 'PDF'],
  [0x202d, 'LRO'],
  [0x202e, 'RLO'],
  [0x2066, 'LRI'],
  [0x2067, 'RLI'],
  [0x2068, 'FSI'],
  [0x2069, 'PDI'],
];

const invisible: [number, string][] = [
  [0x00ad, 'SHY'],
  [0x200b, 'ZWSP'],
  [0x2060, 'WJ'],
  [0xfeff, 'BOM'],
];

const names = new Map<number, string>([...bidi, ...invisible]);

/** Runs of one order, invisible or C0 and C1 control character; tab and line breaks are text. */
export const controlRuns =
  /([\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff])\1*/g;

/** The mark that stands in the place of a run of one control character: `RLO`, `\x07`, `ZWSP \u00d7 12`. */
export function controlMark(run: string): string {
  const code = run.charCodeAt(0);
  const name = names.get(code) ?? `\\x${code.toString(16).padStart(2, '0')}`;
  return run.length === 1 ? name : `${name} \u00d7 ${run.length}`;
}
