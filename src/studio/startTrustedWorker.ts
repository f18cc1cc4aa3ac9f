interface TrustedPolicy {
  createScriptURL(url: string): string;
}
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): TrustedPolicy;
}

let policy: TrustedPolicy | null = null;

/** Only scripts of the studio's own origin become workers: the rule that the page's Trusted Types policy enforces. */
function ownScript(url: string): string {
  const address = new URL(url, location.href);
  if (address.origin !== location.origin)
    throw new TypeError(`A worker must come from ${location.origin}, not from ${address.origin}.`);
  return address.href;
}

/** The policy's output for an address of the studio's own origin. Throws TypeError for any other origin. */
export function trustedScriptUrl(url: string): string {
  const trustedTypes = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  policy ??= trustedTypes?.createPolicy('assay-worker', { createScriptURL: ownScript }) ?? {
    createScriptURL: ownScript,
  };
  return policy.createScriptURL(url);
}

/** Starts a module worker from an address that Vite gave (`?worker&url`). */
export function startTrustedWorker(url: string, name: string): Worker {
  return new Worker(trustedScriptUrl(url), { type: 'module', name });
}
