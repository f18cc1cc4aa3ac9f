/** What the page's worker does for the bench. All times in seconds. */
export interface ConvertWorker {
  /** Takes a checkpoint behind an address into the store. */
  store(base: string): Promise<{ seconds: number; digest: string }>;
  /** Converts the stored checkpoint into a new folder, which is removed afterwards. */
  convert(digest: string): Promise<number>;
  /** Copies the file of weights, and removes the copy. */
  copy(digest: string): Promise<number>;
}

declare global {
  var convertWorker: ConvertWorker;
}
