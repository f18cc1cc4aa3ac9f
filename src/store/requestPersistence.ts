/**
 * Asks the browser to keep this site's storage when the disk runs full (Chrome decides by itself, others ask the person).
 * Call it at the first verdict.
 */
export async function requestPersistence(): Promise<'granted' | 'refused'> {
  if (!navigator.storage?.persist) return 'refused';
  if (await navigator.storage.persisted()) return 'granted';
  return (await navigator.storage.persist()) ? 'granted' : 'refused';
}
