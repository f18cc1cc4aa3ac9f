import type {
  CheckpointOrigin,
  CheckpointSourceNote,
  UnfinishedCheckpoint,
} from '../../engine/checkpoint/checkpointsContract';

export const defaultHub = 'https://huggingface.co';

/** A file of a folder that a person picked or dropped, by its path in the folder. */
export interface FolderFile {
  path: string;
  file: Blob;
}

/** Models that are known to run, as one-click fills of the repository's id. */
export const knownRepositories = [
  { repository: 'Skywork/Skywork-Reward-V2-Qwen3-0.6B', licence: 'Apache-2.0' },
  { repository: 'Skywork/Skywork-Reward-V2-Qwen3-1.7B', licence: 'Apache-2.0' },
  { repository: 'Skywork/Skywork-Reward-V2-Llama-3.2-1B', licence: 'Llama 3.2 community licence' },
] as const;

/** A hub's address without its last slash. Throws TypeError with what is wrong with it. */
export function readHubAddress(text: string): string {
  return readHttpAddress(text, undefined, 'The hub address').replace(/\/+$/, '');
}

/** The address of a folder on this server (a path beside the studio) or elsewhere. Throws TypeError with what is wrong with it. */
export function readFolderAddress(text: string, studio: string): string {
  const address = readHttpAddress(text, studio, 'The address');
  return address.endsWith('/') ? address : `${address}/`;
}

/** "owner/name", as the hub writes it. Throws TypeError with what is wrong with it. */
export function readRepository(text: string): string {
  const repository = text.trim();
  if (/^[\w.-]+\/[\w.-]+$/.test(repository)) return repository;
  throw new TypeError(
    `A repository is written owner/name, such as ${knownRepositories[0].repository}; ${arrived(repository)}`,
  );
}

/** Where an unfinished download goes on; null for a folder, whose files must be chosen again. */
export function originOf({ source }: UnfinishedCheckpoint, token: string | null): CheckpointOrigin | null {
  if (source.kind === 'folder') return null;
  if (source.kind === 'url') return { kind: 'url', base: source.base };
  if (source.kind === 'registry') {
    const { base, model, version } = source;
    return { kind: 'registry', base, model, version: String(version), token: null };
  }
  // The commit, not the branch: what is here already belongs to it.
  return { kind: 'hub', base: source.base, repository: source.repository, revision: source.commit, token };
}

/** Where a checkpoint came from, for people. */
export function sourceWords(source: CheckpointSourceNote): string {
  if (source.kind === 'hub') return `${source.repository} at ${source.commit.slice(0, 7)}`;
  if (source.kind === 'registry') return `${source.model} version ${String(source.version)} of ${hostOf(source.base)}`;
  return source.kind === 'url' ? `from ${source.base}` : `folder ${source.name}`;
}

/** The server that gave the page needs no address. */
function hostOf(base: string): string {
  return new URL(base).origin === location.origin ? 'this server' : new URL(base).host;
}

function readHttpAddress(text: string, base: string | undefined, who: string): string {
  const url = URL.parse(text.trim(), base);
  if (url && (url.protocol === 'https:' || url.protocol === 'http:')) return url.origin + url.pathname;
  throw new TypeError(`${who} must be an http or https address; ${arrived(text.trim())}`);
}

function arrived(text: string): string {
  return text === '' ? 'nothing was given.' : `"${text.slice(0, 100)}" is none.`;
}
