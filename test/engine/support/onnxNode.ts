// The module reports its use to its makers unless this stands in the environment before it is loaded.
process.env['ORT_DISABLE_TELEMETRY'] = '1';

/** onnxruntime-node, silent. */
export const ort = await import('onnxruntime-node');
