/** The security headers, one function a rule. What a rule allows stands here and nowhere else. */

/** What makes a page cross-origin isolated: SharedArrayBuffer, and with it WASM threads, exist only then. */
export function isolationHeaders(): Record<string, string> {
  return {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}

/** Everything is forbidden but what the studio brings itself. Pictures made in the page are `data:` or `blob:`. */
const ownConnections = "connect-src 'self'";
const ownResourcesOnly = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  ownConnections,
  "worker-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "object-src 'none'",
];

const pageResources = ["style-src 'self'", "img-src 'self' data: blob:", "font-src 'self'", "manifest-src 'self'"];

/**
 * Text can become script only through these policies: Svelte's templates, DOMPurify's output, and the studio's own check
 * that a worker comes from its own origin.
 */
const trustedTypes = ["require-trusted-types-for 'script'", 'trusted-types svelte-trusted-html dompurify assay-worker'];

/** The policy of a page. */
export function pagePolicy(): string {
  return [...ownResourcesOnly, ...pageResources, ...trustedTypes].join('; ');
}

/**
 * The policy of everything that is no page, which matters for workers: a worker obeys the headers of its own script. No
 * Trusted Types there, because onnxruntime-web starts its threads from plain addresses; a worker has no document to inject into.
 */
export function workerPolicy(): string {
  return ownResourcesOnly.join('; ');
}

/**
 * The policy of the three workers that take checkpoints, data sets and benchmarks from a hub, whose address a person chooses and whose files
 * come from hosts of its own: any https host, and this machine for a hub that runs here. Pages and all other workers reach
 * nobody but us.
 */
export function hubWorkerPolicy(): string {
  // Parquet's Zstandard decoder carries its WebAssembly in a data: address, which reaches nobody.
  const anyHub = `${ownConnections} data: https: http://localhost:* http://127.0.0.1:*`;
  return ownResourcesOnly.map((rule) => (rule === ownConnections ? anyHub : rule)).join('; ');
}

/** The built scripts of those workers: Vite names them after `workers/checkpoints.ts` and its like, and a hash. */
function isHubWorker(path: string): boolean {
  return /^\/assets\/(checkpoints|import|benchmark)-[\w-]+\.js$/.test(path);
}

/**
 * The policy of what the API gives out, checkpoints and exports included, which people have brought: opened as a page it is nobody's
 * origin, runs nothing and fetches nothing.
 */
export function apiPolicy(): string {
  return "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
}

function isApi(path: string): boolean {
  return path === '/v1' || path.startsWith('/v1/');
}

/**
 * The media type under which an answer may leave. The page trusts scripts of its own origin, so that no file that came through the
 * API may ever be one: types that a browser runs or styles with leave as plain bytes.
 */
export function inertType(contentType: string, path: string): string {
  return isApi(path) && /script|html|xml|svg|css|wasm/i.test(contentType) ? 'application/octet-stream' : contentType;
}

function policyOf(contentType: string, path: string): string {
  if (isApi(path)) return apiPolicy();
  if (contentType.startsWith('text/html')) return pagePolicy();
  return isHubWorker(path) ? hubWorkerPolicy() : workerPolicy();
}

/** Devices and sensors that the studio never asks for stay closed even to a script that got in. */
export function permissionsPolicy(): string {
  const closed = [
    ...[
      'camera',
      'microphone',
      'geolocation',
      'payment',
      'usb',
      'serial',
      'midi',
      'display-capture',
      'hid',
      'bluetooth',
    ],
    ...['accelerometer', 'gyroscope', 'magnetometer', 'idle-detection', 'screen-wake-lock', 'local-fonts'],
  ];
  return closed.map((feature) => `${feature}=()`).join(', ');
}

/** Keeps browsers on HTTPS for a year, once they have met it. Only said where TLS is declared: over HTTP it means nothing. */
export function strictTransport(): Record<string, string> {
  return { 'Strict-Transport-Security': 'max-age=31536000' };
}

/** What decides about the headers of one answer, beside its media type. */
export interface AnswerFacts {
  path: string;
  /** Whether browsers reach this server by HTTPS, through a proxy or otherwise. */
  tls?: boolean | undefined;
}

/** All security headers of one answer: its path and type decide between the policies of pages, workers and the API. */
export function securityHeaders(contentType: string, { path, tls = false }: AnswerFacts): Record<string, string> {
  return {
    ...isolationHeaders(),
    ...(tls ? strictTransport() : {}),
    'Content-Security-Policy': policyOf(contentType, path),
    'Permissions-Policy': permissionsPolicy(),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  };
}
