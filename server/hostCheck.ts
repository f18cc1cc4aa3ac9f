const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]', '::1']);

/** Whether the server listens for this machine only. */
export function isLoopback(host: string): boolean {
  return loopbackNames.has(host);
}

/**
 * Whether a request's `Host` header names this machine. A page of another site can point its own name at 127.0.0.1 (DNS
 * rebinding) and would then read our answers as its own; the name it used stands in `Host`.
 */
export function namesThisMachine(hostHeader: string | undefined): boolean {
  return hostHeader !== undefined && loopbackNames.has(hostHeader.toLowerCase().replace(/:\d{1,5}$/, ''));
}
