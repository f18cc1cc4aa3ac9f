import type { BenchmarkReport } from '../../../src/benchmarks/report/BenchmarkReport';
import { figureWords } from '../../../src/benchmarks/report/figureWords';
import type { RunEstimate } from '../../../src/benchmarks/run/RunEstimate';
import { durationWords, plural, countWords } from '../words';

/** What a person reads at the end. */
export function reportWords({ title, model, result, data }: BenchmarkReport, out: string): string {
  const { items, scored, ties, missing, isPartial, figures } = result;
  const lines = [`${title}, ${model.name}: ${scored} of ${plural(items, 'item')} from ${plural(data.length, 'file')}.`];
  for (const figure of figures.filter(({ level }) => level !== 'detail')) {
    const convention = figure.convention === null ? '' : ` [${figure.convention}]`;
    lines.push(
      `  ${figure.title}${convention}: ${figureWords(figure)}${figure.isPartial && figure.value !== null ? ', partial' : ''}`,
    );
  }
  if (ties > 0) lines.push(`${plural(ties, 'item')} with exactly equal rewards of a right and a wrong response.`);
  if (missing.length > 0)
    lines.push(`${plural(missing.length, 'item')} of the data without all rewards; they do not count.`);
  if (isPartial) lines.push('Partial: items of the complete benchmark are missing. The report says which.');
  return `${lines.join('\n')}\nReport: ${out}\n`;
}

/** What a run would cost. */
export function estimateWords({ items, responses, tokens, seconds, sampled }: RunEstimate): string {
  return (
    `${plural(items, 'item')}, ${plural(responses, 'response')}: about ${countWords(tokens)} tokens, ` +
    `about ${durationWords(seconds)} on this device ` +
    `(from ${plural(sampled.responses, 'response')}, ${countWords(sampled.tokens)} tokens in ${durationWords(sampled.seconds)}).\n`
  );
}
