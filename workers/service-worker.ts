/** The whole studio, kept by the browser: what the build lists is cached with its headers, so isolation holds offline too. */
import { addPlugins, cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching';
import { answerUnlisted } from './answerUnlisted';

declare const self: ServiceWorkerGlobalScope;

const entries = self.__WB_MANIFEST as { url: string; revision: string | null; bytes: number }[];
const totalBytes = entries.reduce((sum, { bytes }) => sum + bytes, 0);
let doneBytes = 0;

async function tellProgress({ event, request }: { event: ExtendableEvent; request: Request }): Promise<void> {
  if (event.type !== 'install') return;
  const { pathname } = new URL(request.url);
  doneBytes += entries.find(({ url }) => url === pathname)?.bytes ?? 0;
  const clients = await self.clients.matchAll({ includeUncontrolled: true });
  for (const client of clients) client.postMessage({ kind: 'precached', doneBytes, totalBytes });
}

addPlugins([{ handlerDidComplete: tellProgress }]);
precacheAndRoute(entries);
cleanupOutdatedCaches();
self.addEventListener('fetch', answerUnlisted);
// The first version serves open pages at once; a newer one waits until the person asks for it.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('message', (event) => {
  if (event.data === 'activate-now') void self.skipWaiting();
});
