import { trustedScriptUrl } from '../startTrustedWorker';

/**
 * How far this browser can work without the network: "absent" (development, or a browser without service workers), "waiting"
 * for the page to finish loading, "installing", "ready", "update" (a newer version waits for a reload) or "failed".
 */
export type OfflineState = 'absent' | 'waiting' | 'installing' | 'ready' | 'update' | 'failed';

interface Precached {
  kind: 'precached';
  doneBytes: number;
  totalBytes: number;
}

function isPrecached(data: unknown): data is Precached {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'precached';
}

/** Keeps the studio on this device, and knows when a newer one is there. It never reloads the page without being asked. */
export class Offline {
  state = $state<OfflineState>('absent');
  /** Bytes kept of all bytes while installing; 0 of 0 until the first file is kept. */
  doneBytes = $state(0);
  totalBytes = $state(0);
  /** Why the last attempt failed, in the browser's words. */
  reason = $state<string | null>(null);
  readonly #container: ServiceWorkerContainer | null;
  #registration: ServiceWorkerRegistration | null = null;
  #reloading = false;

  /** @param container null where nothing is to be kept: development, or a browser without service workers */
  constructor(
    container = import.meta.env.PROD ? (navigator.serviceWorker as ServiceWorkerContainer | undefined) : null,
  ) {
    this.#container = container ?? null;
  }

  /** Starts once the page has loaded: the first screen comes before the keeping of everything else. */
  start(): void {
    const container = this.#container;
    if (!container) return;
    this.state = 'waiting';
    if (document.readyState === 'complete') void this.#register(container);
    else addEventListener('load', () => void this.#register(container), { once: true });
  }

  /** Reloads into the newest version; every open tab of the studio then gets it. */
  reload(): void {
    this.#reloading = true;
    const waiting = this.#registration?.waiting;
    if (waiting) waiting.postMessage('activate-now');
    else location.reload();
  }

  async #register(container: ServiceWorkerContainer): Promise<void> {
    const hadVersion = container.controller !== null;
    container.addEventListener('message', ({ data }) => this.#onMessage(data));
    container.addEventListener('controllerchange', () => this.#onControllerChange(hadVersion));
    container.startMessages();
    try {
      this.#registration = await container.register(trustedScriptUrl('/service-worker.js'), {
        type: 'module',
        scope: '/',
      });
      this.#follow(this.#registration);
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  #follow(registration: ServiceWorkerRegistration): void {
    if (registration.waiting) this.state = 'update';
    else if (registration.active) this.state = 'ready';
    if (registration.installing) this.#followInstalling(registration, registration.installing);
    registration.addEventListener('updatefound', () => {
      if (registration.installing) this.#followInstalling(registration, registration.installing);
    });
  }

  #followInstalling(registration: ServiceWorkerRegistration, worker: ServiceWorker): void {
    const isUpdate = registration.active !== null;
    if (!isUpdate) this.state = 'installing';
    worker.addEventListener('statechange', () => {
      if (worker.state === 'installed' && isUpdate) this.state = 'update';
      else if (worker.state === 'activated' && !isUpdate) this.state = 'ready';
      // A failed update leaves the version that works.
      else if (worker.state === 'redundant' && !isUpdate) this.#fail('the browser could not keep all files');
    });
  }

  #onMessage(data: unknown): void {
    if (!isPrecached(data)) return;
    this.doneBytes = data.doneBytes;
    this.totalBytes = data.totalBytes;
  }

  #onControllerChange(hadVersion: boolean): void {
    if (this.#reloading) location.reload();
    // Another tab took the new version: this page still runs the old one.
    else if (hadVersion) this.state = 'update';
  }

  #fail(reason: string): void {
    this.reason = reason;
    this.state = 'failed';
  }
}
