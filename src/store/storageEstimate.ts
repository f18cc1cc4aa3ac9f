export interface StorageEstimateBytes {
  /** What this site holds of everything, caches and checkpoints included; browsers round it. */
  usedBytes: number;
  /** What it may hold at most. */
  quotaBytes: number;
  /** Whether the browser promised not to evict it. */
  persisted: boolean;
}

/** How full this site's storage is; null where the browser does not say. */
export async function storageEstimate(): Promise<StorageEstimateBytes | null> {
  if (!navigator.storage?.estimate) return null;
  const [{ usage, quota }, persisted] = await Promise.all([
    navigator.storage.estimate(),
    navigator.storage.persisted(),
  ]);
  if (usage === undefined || quota === undefined) return null;
  return { usedBytes: usage, quotaBytes: quota, persisted };
}
