import type { InferenceSession } from 'onnxruntime-web';
import type { ModelPlan } from '../architectures/Architecture';
import { DecoderModel } from './DecoderModel';
import { EncoderModel } from './EncoderModel';
import type { Runtime } from './Runtime';
import type { ScoringModel } from './ScoringModel';
import type { TokenEmbeddings } from './TokenEmbeddings';

/** The model of a session, after the kind of its plan. The session is released with it. */
export function startModel(
  runtime: Runtime,
  session: InferenceSession,
  plan: ModelPlan,
  embeddings: TokenEmbeddings,
): ScoringModel {
  if (plan.cache === null || plan.costs === null) return new EncoderModel(runtime, session, embeddings);
  return new DecoderModel(runtime, session, embeddings, plan.cache, plan.costs);
}
