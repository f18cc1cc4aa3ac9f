import type { RunEstimate } from '../../benchmarks/run/RunEstimate';
import { count, counted, duration, rate } from '../parts/format';
import type { BenchmarkRun } from './BenchmarkRun.svelte';

/** What the rest of a run costs, in words. */
export function estimateText({ items, responses, tokens, seconds, sampled }: RunEstimate): string {
  if (responses === 0) return 'Every response has been scored already: a run costs nothing.';
  return (
    `To score: ${counted(responses, 'response')} of ${counted(items, 'item')}, about ${count(tokens)} tokens, ` +
    `about ${duration(seconds)} on this device ` +
    `(from ${counted(sampled.responses, 'response')}, ${count(sampled.tokens)} tokens in ${duration(sampled.seconds)}).`
  );
}

/** How far a run is, in words. */
export function runText({ state, known, responses, pace }: BenchmarkRun): string {
  const amount = `${count(known)} of ${counted(responses, 'response')} scored`;
  if (state === 'loading') return 'Loading the model and the data.';
  if (state === 'estimating') return 'Scoring a few texts of all lengths.';
  if (state === 'running') {
    if (pace.tokensPerS === null || pace.responsesPerS === null) return `${amount}.`;
    const left = pace.timeLeftS === null ? '' : `, ${duration(pace.timeLeftS)} left`;
    return `${amount}, ${rate(pace.tokensPerS)} tokens/s${left}.`;
  }
  if (state === 'done') return `Done: all ${counted(responses, 'response')} asked for.`;
  if (state === 'paused') return `Paused, ${amount}. Nothing is scored twice.`;
  return responses > 0 ? `${amount}.` : '';
}
