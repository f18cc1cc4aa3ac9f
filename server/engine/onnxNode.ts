import type { OnnxRuntime } from '../../src/engine/session/Runtime';

/** onnxruntime-node, loaded when it is first needed: it is large, and reports its use to its makers unless told not to before. */
export async function onnxNode(): Promise<OnnxRuntime> {
  process.env['ORT_DISABLE_TELEMETRY'] = '1';
  return import('onnxruntime-node');
}
