import type { InferenceSession } from 'onnxruntime-web';
import type { Runtime } from './Runtime';
import type { BatchOutput } from './ScoringModel';

/** Runs a session for rewards and pooled states. Rejects when the device is lost, which some runtimes never say. */
export async function runSession(
  runtime: Runtime,
  session: InferenceSession,
  feeds: InferenceSession.FeedsType,
): Promise<BatchOutput> {
  const { reward, hidden } = await fetchOutputs(runtime, session, feeds, ['reward', 'hidden']);
  return { rewards: reward?.data as Float32Array, hidden: hidden?.data as Float32Array };
}

/** Runs a session for the outputs that are named. */
export function fetchOutputs(
  { lost }: Runtime,
  session: InferenceSession,
  feeds: InferenceSession.FeedsType,
  outputs: readonly string[],
): Promise<InferenceSession.ReturnType> {
  const running = session.run(feeds, outputs);
  return lost ? Promise.race([running, lost]) : running;
}
