/** Which data set of which hub a person asks for. */
export interface HubQuestion {
  /** The hub's address. */
  base: string;
  /** "owner/name". */
  repository: string;
  /** Branch, tag or commit. */
  revision: string;
  /** Goes to the hub alone and is kept nowhere; null where none was given. */
  token: string | null;
}

/** A file with rows, at the commit that was listed: what stands there never changes. */
export interface HubFile {
  path: string;
  address: string;
  bytes: number;
}

export interface HubSplit {
  name: string;
  files: HubFile[];
  bytes: number;
  /** The hub has converted its beginning only. */
  isPartial: boolean;
}

export interface HubConfig {
  name: string;
  /** Whether the files are the author's, or what the hub made of them (its branch `refs/convert/parquet`). */
  origin: 'author' | 'conversion';
  splits: HubSplit[];
}

/** What a hub has under the name of a data set. */
export interface HubDataSet {
  repository: string;
  /** The data set's page on the hub. */
  page: string;
  /** Of the author's files. */
  commit: string;
  licence: string | null;
  /** The card without its YAML; null where there is none. Markdown from outside: shown through the sanitising module only. */
  card: string | null;
  /** The one to offer first stands first. */
  configs: HubConfig[];
  /** Files that hold no rows that Assay reads, the card's own left out. */
  leftOut: string[];
}

/** What the studio asks of hubs, through the worker that may reach them. */
export interface HubContract {
  /** Finds a data set and lists its configs and splits. Rejects with what to do, and as soon as a newer question is asked. */
  findDataSet(question: HubQuestion): Promise<HubDataSet>;
}
