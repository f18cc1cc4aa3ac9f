import type { GraphOptions } from '../architectures/Architecture';
import type { BatchLimits, OnnxRuntime, Runtime } from './Runtime';

/** No GPU that WebGPU can use; the message says why. Another backend must be used. */
export class NoGpuError extends Error {
  override readonly name = 'NoGpuError';
}

/** Attention of a batch of the longest texts stays well under the smallest buffer that adapters allow. */
const limits: BatchLimits = { masking: 'mask', tokens: 4096, texts: 64 };

/** A device made by hand gets the defaults unless it asks for what the adapter has; models need these. */
const wantedLimits = [
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxStorageBuffersPerShaderStage',
] as const;

/** onnxruntime's subgroup kernels are silently wrong where a subgroup may hold fewer invocations than this. */
const leastSubgroup = 8;

/**
 * onnxruntime-web's WebGPU provider on a device of its own.
 * @param onnx `onnxruntime-web/jspi` or `onnxruntime-web/webgpu`
 * @throws NoGpuError
 */
export async function webgpuRuntime(onnx: OnnxRuntime): Promise<Runtime> {
  const adapter = await findAdapter();
  const device = await adapter.requestDevice({
    requiredLimits: limitsOf(adapter),
    requiredFeatures: featuresOf(adapter),
  });
  return {
    backend: 'webgpu',
    device: nameOf(adapter.info),
    onnx,
    sessionOptions: { executionProviders: [{ name: 'webgpu', device }] },
    graph: graphFor(adapter, device),
    limits,
    keepsOnDevice: true,
    runTokens: 64,
    attentionSlowness: 2,
    referenceOptions: { executionProviders: ['wasm'] },
    lost: lossOf(device),
    release: () => device.destroy(),
  };
}

async function findAdapter(): Promise<GPUAdapter> {
  const gpu = (navigator as { gpu?: GPU }).gpu;
  if (!gpu) throw new NoGpuError('This browser offers no WebGPU.');
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new NoGpuError('WebGPU finds no graphics adapter on this machine.');
  return adapter;
}

function limitsOf(adapter: GPUAdapter): Record<string, number> {
  return Object.fromEntries(wantedLimits.map((name) => [name, adapter.limits[name]]));
}

function featuresOf({ features, info }: GPUAdapter): GPUFeatureName[] {
  const halves = features.has('shader-f16') ? (['shader-f16'] as const) : [];
  const hasSafeSubgroups =
    features.has('subgroups') && !info.isFallbackAdapter && info.subgroupMinSize >= leastSubgroup;
  return [...(hasSafeSubgroups ? (['subgroups'] as const) : []), ...halves];
}

/** A software adapter spends most of its time on MatMul's barriers between invocations, of which Gemm has fewer. */
function graphFor({ info }: GPUAdapter, device: GPUDevice): GraphOptions {
  return {
    masking: limits.masking,
    products: info.isFallbackAdapter ? 'gemm' : 'matmul',
    activations: device.features.has('shader-f16') ? 'f16' : 'f32',
    // Whole-number kernels differ from device to device; rewards should not.
    wholeNumbers: false,
    layers: null,
  };
}

function nameOf({ description, vendor, architecture }: GPUAdapterInfo): string {
  return description || [vendor, architecture].filter(Boolean).join(' ') || 'unnamed adapter';
}

/** Rejects when the device is lost. One that was destroyed by `release` is no loss to report. */
function lossOf(device: GPUDevice): Promise<never> {
  const lost = device.lost.then(({ reason, message }) => {
    throw new Error(`The graphics device was lost (${reason}: ${message}); the engine must be started again.`);
  });
  lost.catch(() => undefined); // heard by the run that is under way, if there is one
  return lost;
}
