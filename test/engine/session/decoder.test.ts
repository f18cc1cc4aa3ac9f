import { nodeRuntime } from '../../../src/engine/session/nodeRuntime';
import { claimDecoders } from '../support/decoderClaims';
import { decoderCases, decoderSource, decoderTexts } from '../support/decoderFixtures';
import { ort } from '../support/onnxNode';

const node = nodeRuntime(ort, 'processor', 1);

claimDecoders('onnxruntime-node', {
  runtime: () => Promise.resolve({ ...node, graph: { ...node.graph, wholeNumbers: false } }),
  source: (name) => Promise.resolve(decoderSource(name)),
  texts: (name) => Promise.resolve(decoderTexts(name)),
  cases: decoderCases,
  precisions: () => ['f32', 'f16', 'q8', 'q4'],
  mostTokens: 5_000,
  timeoutMs: 60_000,
});
