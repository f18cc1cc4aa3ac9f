/** How much this browser keeps for Assay, and whether it may throw it away when space runs out. */
export class StorageState {
  usage = $state<number | null>(null);
  quota = $state<number | null>(null);
  persisted = $state<boolean | null>(null);
  /** The browser was asked and said no. */
  refused = $state(false);

  async read(): Promise<void> {
    const { usage, quota } = await navigator.storage.estimate();
    this.usage = usage ?? null;
    this.quota = quota ?? null;
    this.persisted = await navigator.storage.persisted();
  }

  /** Asks the browser to keep everything until the person removes it. */
  async persist(): Promise<void> {
    this.persisted = await navigator.storage.persist();
    this.refused = !this.persisted;
  }
}
