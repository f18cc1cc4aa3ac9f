import type { Curve, CurvePoint, Estimate } from './learningCurve';

const [width, height] = [760, 430];
const area = { left: 64, right: 560, top: 56, bottom: 360 };
const scale = { low: 0.3, high: 0.75 };

const titles: Record<Curve, string> = { refit: 'Refitted head', model: 'Model as it is', control: 'Sides by lot' };
const marks: Record<Curve, (x: number, y: number) => string> = {
  refit: (x, y) => `<circle cx="${x}" cy="${y}" r="4.5"/>`,
  model: (x, y) => `<rect x="${x - 4}" y="${y - 4}" width="8" height="8"/>`,
  control: (x, y) => `<path d="M${x} ${y - 5}l5 9h-10z"/>`,
};
/** The three stand side by side at a number of verdicts, so that no interval hides another. */
const offsets: Record<Curve, number> = { refit: -6, model: 0, control: 6 };

const round = (value: number): number => Math.round(10 * value) / 10;

/**
 * The learning curves as an SVG that stands alone: marks with 95 % intervals, named beside their last points, chance as a dashed line.
 * The axis of accuracy begins at 30 % and says so.
 */
export function curvePlot(points: readonly CurvePoint[], caption: string): string {
  const x = (index: number): number =>
    round(area.left + 30 + (index * (area.right - area.left - 60)) / Math.max(1, points.length - 1));
  const curves = (['control', 'model', 'refit'] as const).map((curve) => {
    const shown = points.map(({ accuracy }, index) => ({ x: x(index) + offsets[curve], estimate: accuracy[curve] }));
    return `<g class="${curve}">${line(shown)}${shown.map((point) => mark(curve, point)).join('')}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${caption}">
<style>${style}</style>
<rect class="paper" width="${width}" height="${height}"/>
<text class="title" x="24" y="30">Held-out accuracy by number of verdicts</text>
${yAxis()}
${points.map(({ verdicts }, index) => `<text class="tick" x="${x(index)}" y="${area.bottom + 22}" text-anchor="middle">${verdicts}</text>`).join('\n')}
<text class="tick" x="${(area.left + area.right) / 2}" y="${area.bottom + 44}" text-anchor="middle">blind verdicts that the head was fitted on</text>
${curves.join('\n')}
${labels(points)}
</svg>
`;
}

function y(share: number): number {
  return round(area.bottom - ((share - scale.low) / (scale.high - scale.low)) * (area.bottom - area.top));
}

function yAxis(): string {
  const ticks = [0.3, 0.4, 0.5, 0.6, 0.7].map((share) => {
    const kind = share === 0.5 ? 'chance' : 'grid';
    return `<path class="${kind}" d="M${area.left} ${y(share)}H${area.right}"/><text class="tick" x="${area.left - 10}" y="${y(share) + 4}" text-anchor="end">${Math.round(100 * share)} %</text>`;
  });
  return ticks.join('\n');
}

function line(shown: readonly { x: number; estimate: Estimate }[]): string {
  return `<path class="line" d="${shown.map(({ x, estimate }, at) => `${at === 0 ? 'M' : 'L'}${x} ${y(estimate.mean)}`).join('')}"/>`;
}

function mark(curve: Curve, { x, estimate }: { x: number; estimate: Estimate }): string {
  return `<path class="interval" d="M${x} ${y(estimate.low)}V${y(estimate.high)}"/>${marks[curve](x, y(estimate.mean))}`;
}

/** Names beside the last points, at least one line apart. */
function labels(points: readonly CurvePoint[]): string {
  const last = points.at(-1);
  if (!last) return '';
  const wanted = (['refit', 'model', 'control'] as const)
    .map((curve) => ({ curve, mean: last.accuracy[curve].mean }))
    .sort((a, b) => b.mean - a.mean);
  let above = -Infinity;
  const named = wanted.map(({ curve, mean }) => {
    above = Math.max(y(mean) + 4, above + 18);
    return `<text class="name ${curve}" x="${area.right + 4}" y="${above}">${titles[curve]} ${(100 * mean).toFixed(1)} %</text>`;
  });
  return [...named, `<text class="tick" x="${area.right + 4}" y="${y(0.5) + 22}">dashed: chance</text>`].join('\n');
}

const style = `
text{font-family:system-ui,sans-serif;font-size:13px;fill:#57524a}
.title{font-family:Georgia,serif;font-size:18px;fill:#1d1b17}
.paper{fill:#faf8f4}.grid{stroke:#e2ddd1}.chance{stroke:#6b655a;stroke-dasharray:4 4}
.line,.interval{fill:none;stroke-width:1.5}
.refit{stroke:#1d1b17;fill:#1d1b17}.model{stroke:#59626b;fill:#59626b}.control{stroke:#a8321f;fill:#a8321f}
g.control .line,g.model .line{stroke-dasharray:2 3}
text.name{stroke:none;font-weight:600}
@media (prefers-color-scheme:dark){
text{fill:#b9b2a3}.title{fill:#f2eee4}.paper{fill:#141311}.grid{stroke:#33302a}.chance{stroke:#98917f}
.refit{stroke:#f2eee4;fill:#f2eee4}.model{stroke:#aab4be;fill:#aab4be}.control{stroke:#ff8a73;fill:#ff8a73}}`;
