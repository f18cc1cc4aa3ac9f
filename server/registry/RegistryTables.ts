/** The registry's tables. What files hold lies on the disk under its sha256; these say which files make which version. */
export interface RegistryTables {
  /** `key`: the name in lower case, so that no two differ in that alone. */
  registry_models: { name: string; key: string; versions: number };
  registry_versions: {
    model: string;
    version: number;
    digest: string;
    architecture: string;
    licence: string | null;
    has_template: number;
    bytes: number;
    /** `RegistryOrigin` as JSON. */
    origin: string;
    registered_by: string;
    registered_by_name: string;
    registered_at: string;
    retired_at: string | null;
    retired_by: string | null;
  };
  registry_files: { model: string; version: number; path: string; bytes: number; sha256: string };
  registry_tags: { model: string; tag: string; version: number };
  registry_uploads: {
    id: string;
    model: string;
    owner: string;
    /** Name, origin, tags and announced files as JSON. */
    plan: string;
    bytes: number;
    /** The version that it became; null while it is open. */
    version: number | null;
    touched_at: string;
  };
  registry_imports: {
    id: string;
    plan: string;
    owner: string;
    owner_name: string;
    state: string;
    error: string | null;
    source_commit: string | null;
    model: string | null;
    version: number | null;
    started_at: string;
    ended_at: string | null;
  };
}
