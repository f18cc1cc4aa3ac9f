import type { Fetch } from '../../../src/hub/Fetch';
import { findDataSet } from '../../../src/pairs/sources/findDataSet';
import { readDataSetAddress, type AskedDataSet } from '../../../src/pairs/sources/hubAddresses';
import type { HubConfig, HubDataSet, HubSplit } from '../../../src/pairs/sources/HubDataSet';
import { RemoteSource } from '../../../src/pairs/sources/RemoteSource';
import { CommandError } from '../CommandError';
import type { InputFile } from './InputFile';
import { interrupted } from './interrupted';
import { oneLine } from './printable';

/** How data sets of a hub are reached, and what of them is taken. */
export interface HubDataFlags {
  hub: string;
  revision: string;
  /** Name of the environment variable that holds a token. */
  tokenEnv: string;
  config?: string;
  split?: string;
}

/** A split of a data set on a hub. */
export interface HubInputs {
  files: InputFile[];
  /** What was taken of what is there, for a person. */
  note: string;
  /** Where it comes from, to be kept with it. */
  attribution: string;
}

/** Whether an input names a data set of a hub; nothing else is ever asked of the network. */
export function isHubAddress(named: string): boolean {
  return /^(hf|https?):\/\//.test(named);
}

/**
 * Finds a split of a data set on a hub. Its files are read by ranges, when they are read.
 *
 * @throws CommandError where it has not what was asked for, TransferError.
 */
export async function hubInputs(named: string, flags: HubDataFlags, signal: AbortSignal): Promise<HubInputs> {
  const asked = readDataSetAddress(named);
  const { base, token } = placeOf(asked, flags);
  const question = { base, repository: asked.repository, revision: asked.revision ?? flags.revision, token };
  const found = await findDataSet(question, nodeFetch, signal).catch((error: unknown) => {
    throw signal.aborted ? interrupted() : error;
  });
  const config = chosen('config', found.configs, flags.config ?? asked.config, found.repository);
  const split = chosen(
    'split',
    config.splits,
    flags.split ?? asked.split,
    `${found.repository}, config ${config.name}`,
  );
  const files = split.files.map(({ path, address, bytes }): InputFile => {
    const source = new RemoteSource({ kind: 'remote', address, size: bytes, token }, { fetch: nodeFetch, signal });
    return { name: path, isNamed: true, size: bytes, slice: (from, to) => source.slice(from, to) };
  });
  return { files, note: noteOf(found, config, split), attribution: attributionOf(found) };
}

const nodeFetch: Fetch = (url, init) => fetch(url, init);

/** The token is for the hub that `--hub` names, and goes to no other one that an address names. */
function placeOf({ base }: AskedDataSet, { hub, tokenEnv }: HubDataFlags): { base: string; token: string | null } {
  const isOther = base !== null && new URL(base).origin !== new URL(hub).origin;
  return { base: base ?? hub, token: isOther ? null : process.env[tokenEnv] || null };
}

/** What was asked for, else the first: of splits that is `train` where there is one. */
function chosen<Named extends { name: string }>(
  what: 'config' | 'split',
  all: readonly Named[],
  wanted: string | null,
  where: string,
): Named {
  const [first] = all;
  if (first === undefined) throw new CommandError(`${where} has no files that hold rows.`);
  const found = wanted === null ? first : all.find(({ name }) => name === wanted);
  if (found) return found;
  const names = oneLine(all.map(({ name }) => name).join(', '));
  throw new CommandError(`${where} has no ${what} "${wanted}". It has: ${names}. Name one by --${what}.`);
}

function noteOf({ repository, commit, licence, configs }: HubDataSet, config: HubConfig, split: HubSplit): string {
  const lines = [
    `${repository} at ${commit.slice(0, 12)}, licence ${licence ?? 'not stated'}.`,
    `Config ${config.name} of ${configs.map(({ name }) => name).join(', ')}.`,
    `Split ${split.name} of ${config.splits.map(({ name }) => name).join(', ')}.`,
    ...(config.origin === 'conversion' ? ['Its files are what the hub has converted to Parquet.'] : []),
    ...(split.isPartial ? ['The hub has converted the beginning only: the rest is not here.'] : []),
  ];
  return lines.map(oneLine).join('\n');
}

function attributionOf({ repository, commit, licence, page }: HubDataSet): string {
  return `${repository} at ${commit.slice(0, 12)}, ${licence ?? 'no licence stated'}, ${page}`;
}
