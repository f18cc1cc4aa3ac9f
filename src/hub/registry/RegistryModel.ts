/** Where a registered version came from. */
export type RegistryOrigin =
  /** Trained by a run of the pipeline. */
  | { kind: 'run'; run: string }
  /** Imported by the server from a hub. */
  | { kind: 'hub'; base: string; repository: string; revision: string; commit: string }
  /** Sent by somebody; `folder` is the name that the folder had there. */
  | { kind: 'upload'; folder: string };

export interface RegistryFile {
  path: string;
  bytes: number;
  /** In lower-case hexadecimal. */
  sha256: string;
}

/** One version of a model of a server's registry. It never changes, but for its tags and for being retired. */
export interface RegistryVersion {
  model: string;
  /** Counted from 1; the number of a retired version is not used again. */
  version: number;
  /** The checkpoint's digest, as the engine takes it everywhere. */
  digest: string;
  architecture: string;
  licence: string | null;
  hasTemplate: boolean;
  bytes: number;
  origin: RegistryOrigin;
  /** The name of whoever registered it. */
  registeredBy: string;
  registeredAt: string;
  /** From then on its files are not given out any more; null where they are. */
  retiredAt: string | null;
  tags: string[];
}

export interface RegistryManifest extends RegistryVersion {
  files: RegistryFile[];
}

/** A named model with its versions, the newest first. */
export interface RegistryModel {
  name: string;
  versions: RegistryVersion[];
}

/** The tag that every new version takes over. */
export const latestTag = 'latest';

/** The tag of the version that a team has adopted: the one its curators say to work with. */
export const adoptedTag = 'adopted';
