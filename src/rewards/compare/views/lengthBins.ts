import type { Committee } from '../Committee';
import type { LengthBin } from '../CompareViews';

const binsASide = 8;
/** Round widths of a bin in UTF-16 units. */
const widths = [1, 2, 5].flatMap((first) => [1, 10, 100, 1000, 10_000, 100_000].map((power) => first * power));

/** The narrowest round width with which 95 of 100 length differences fall inside the outer bins; it asks for no label. */
export function lengthBinWidth({ lengths }: Committee): number {
  const sizes = lengths.map(Math.abs).sort();
  const most = sizes[Math.floor(0.95 * (sizes.length - 1))] ?? 0;
  const sorted = [...widths].sort((one, other) => one - other);
  return sorted.find((width) => width * binsASide >= most) ?? Math.max(...widths);
}

/** Mean standardised margins by length difference, both oriented to the label, at some places. The outer bins are open. */
export function lengthBins(committee: Committee, width: number, places: Uint32Array): LengthBin[] {
  const { models, lengths, orientations } = committee;
  const bins = 2 * binsASide;
  const pairs = new Uint32Array(bins);
  const sums = models.map(() => new Float64Array(bins));
  for (const place of places) {
    const orientation = orientations[place] ?? 1;
    const bin = Math.floor(((lengths[place] ?? 0) * orientation) / width) + binsASide;
    const at = Math.min(bins - 1, Math.max(0, bin));
    pairs[at] = (pairs[at] ?? 0) + 1;
    for (let model = 0; model < models.length; model++) {
      const [ofModel, { margins } = { margins: lengths }] = [sums[model] ?? lengths, models[model]];
      ofModel[at] = (ofModel[at] ?? 0) + (margins[place] ?? 0) * orientation;
    }
  }
  return Array.from(pairs, (count, bin) => ({
    from: (bin - binsASide) * width,
    to: (bin - binsASide + 1) * width,
    pairs: count,
    margins: models.map(({ factor }, at) =>
      count === 0 || factor === 0 ? null : ((sums[at]?.[bin] ?? 0) * factor) / count,
    ),
  }));
}
