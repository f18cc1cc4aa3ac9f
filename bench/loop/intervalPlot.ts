import type { Estimate } from './Estimate';

export interface PlotRow {
  name: string;
  estimate: Estimate;
  /** A figure to stand beside it, as an open diamond. */
  beside: number | null;
}

export interface PlotPanel {
  name: string;
  rows: readonly PlotRow[];
}

export interface IntervalPlot {
  title: string;
  /** What the picture says, for whoever does not see it. */
  description: string;
  /** What the axis measures. */
  axis: string;
  /** What a diamond stands for; null: there is none. */
  beside: string | null;
  panels: readonly PlotPanel[];
}

const width = 760;
const names = 210;
const [gap, right, top] = [30, 24, 84];
const rowHeight = 26;

/** Means with 95 % intervals, panel beside panel over one scale, as an SVG that stands alone: any theme, no script, no link. */
export function intervalPlot(plot: IntervalPlot): string {
  const { title, description, panels, axis, beside } = plot;
  const scale = scaleOf(panels);
  const panelWidth = (width - names - right - gap * (panels.length - 1)) / panels.length;
  const bottom = top + rowHeight * (panels[0]?.rows.length ?? 0);
  const drawn = panels.map((panel, at) => panelOf(panel, names + at * (panelWidth + gap), panelWidth, scale, bottom));
  const rowNames = (panels[0]?.rows ?? []).map(
    ({ name }, at) => `<text x="${names - 14}" y="${rowAt(at) + 4}" text-anchor="end">${escaped(name)}</text>`,
  );
  const key = `Dot and line: mean and 95 % interval${beside === null ? '' : `; diamond: ${beside}`}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${bottom + 58}" role="img" aria-labelledby="title description">
<title id="title">${escaped(title)}</title>
<desc id="description">${escaped(description)}</desc>
<style>${style}</style>
<rect class="paper" width="${width}" height="${bottom + 58}"/>
<text class="heading" x="24" y="30">${escaped(title)}</text>
<text class="note" x="24" y="50">${escaped(key)}</text>
${rowNames.join('\n')}
${drawn.join('\n')}
<text class="note" x="${names}" y="${bottom + 44}">${escaped(axis)}</text>
</svg>
`;
}

interface Scale {
  low: number;
  high: number;
  step: number;
}

/** From a whole step below all that is shown to one above. */
function scaleOf(panels: readonly PlotPanel[]): Scale {
  const shown = panels.flatMap(({ rows }) =>
    rows.flatMap(({ estimate: { mean, low, high }, beside }) => [mean, low ?? mean, high ?? mean, beside ?? mean]),
  );
  const [least, most] = [Math.min(...shown), Math.max(...shown)];
  const step = most - least > 0.4 ? 0.2 : most - least > 0.15 ? 0.1 : most - least > 0.1 ? 0.05 : 0.02;
  return { low: Math.floor(least / step) * step, high: Math.min(1, Math.ceil(most / step) * step), step };
}

function rowAt(at: number): number {
  return top + rowHeight * (at + 0.5);
}

function panelOf(
  { name, rows }: PlotPanel,
  left: number,
  wide: number,
  { low, high, step }: Scale,
  bottom: number,
): string {
  const x = (share: number): number => Math.round(10 * (left + ((share - low) / (high - low)) * wide)) / 10;
  const ticks = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, at) => low + at * step).map(
    (share) =>
      `<path class="grid" d="M${x(share)} ${top}V${bottom}"/><text class="note" x="${x(share)}" y="${bottom + 18}" text-anchor="middle">${Math.round(100 * share)}</text>`,
  );
  const marks = rows.map(({ estimate: { mean, low: from, high: to }, beside }, at) => {
    const y = rowAt(at);
    const line = from === null || to === null ? '' : `<path class="interval" d="M${x(from)} ${y}H${x(to)}"/>`;
    const diamond = beside === null ? '' : `<path class="beside" d="M${x(beside)} ${y - 6}l6 6l-6 6l-6 -6z"/>`;
    return `${line}<circle class="mark" cx="${x(mean)}" cy="${y}" r="4"/>${diamond}`;
  });
  return [`<text class="panel" x="${left}" y="${top - 12}">${escaped(name)}</text>`, ...ticks, ...marks].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

const style = `
text{font-family:system-ui,sans-serif;font-size:13px;fill:#1d1b17}
.note{font-size:12px;fill:#57524a}.panel{font-weight:600}
.heading{font-family:Georgia,serif;font-size:18px}
.paper{fill:#faf8f4}.grid{stroke:#e2ddd1}
.interval{stroke:#1d1b17;stroke-width:2}.mark{fill:#1d1b17}.beside{fill:none;stroke:#a8321f;stroke-width:1.5}
@media (prefers-color-scheme:dark){
text{fill:#f2eee4}.note{fill:#b9b2a3}.paper{fill:#141311}.grid{stroke:#33302a}
.interval{stroke:#f2eee4}.mark{fill:#f2eee4}.beside{stroke:#ff8a73}}`;
