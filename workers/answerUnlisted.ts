import { getCacheKeyForURL } from 'workbox-precaching';

const notThere = () => new Response('There is no such file.', { status: 404 });

/**
 * Offline, a file of the studio that the build has not listed does not exist, and that is the answer: the engine asks for
 * files that a checkpoint may have, and "no such file" is not "no network". Pages and the API are not answered for.
 */
export function answerUnlisted(event: FetchEvent): void {
  const { url, method, mode } = event.request;
  const { origin, pathname } = new URL(url);
  if (origin !== location.origin || method !== 'GET' || mode === 'navigate' || pathname.startsWith('/v1/')) return;
  if (getCacheKeyForURL(url) === undefined) event.respondWith(fetch(event.request).catch(notThere));
}
