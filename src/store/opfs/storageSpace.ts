import { storageEstimate } from '../storageEstimate';

/** How full this site's storage is, in bytes; a quota of null where the browser does not say. */
export async function storageSpace(): Promise<{ usedBytes: number; quotaBytes: number | null; persisted: boolean }> {
  return (await storageEstimate()) ?? { usedBytes: 0, quotaBytes: null, persisted: false };
}
