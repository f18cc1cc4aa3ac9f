import type { Answer, Fetch } from '../../hub/Fetch';
import { ask, folderUrl, piecesOf, type HttpAccess } from '../../hub/http';
import { hubComplaint } from '../../hub/hubComplaint';
import { checkRepository, readListing, type Listing } from '../../hub/readListing';
import { retried, usualRetries, type RetryPolicy } from '../../hub/retries';
import { TransferError } from '../../hub/TransferError';
import { configsOfCard } from './configsOfCard';
import { dataFileKind } from './dataFileName';
import { groupedBy } from './groupedBy';
import type { HubConfig, HubDataSet, HubFile, HubQuestion, HubSplit } from './HubDataSet';
import { conversionBranch, dataSetPage, fileAddress } from './hubAddresses';
import { inOrder, splitOfFiles, splitsByName } from './splitsByName';

/** Cards are read as far as this; a longer one is cut, and says so. */
const longestCard = 200_000;
const cardName = 'README.md';

/**
 * Finds a data set on a hub: its commit, licence, card, configs and splits, from the card's YAML or else from the files' names;
 * where the repository has no Parquet itself, also what the hub has converted.
 *
 * @throws TransferError with what to do
 */
export async function findDataSet(
  question: HubQuestion,
  fetch: Fetch,
  signal: AbortSignal,
  retries: RetryPolicy = usualRetries,
): Promise<HubDataSet> {
  const base = folderUrl(question.base);
  const repository = checkRepository(question.repository);
  const page = dataSetPage(base.href, repository);
  const revision = question.revision.trim() || 'main';
  const token = question.token?.trim() || null;
  const accessTo = (asked: string): HttpAccess => {
    const words = { base: base.href, repository, page, revision: asked, token };
    return { fetch, base, token, complaint: (answer: Answer) => hubComplaint(answer, words) };
  };
  const list = (asked: string) =>
    retried(
      () => readListing(accessTo(asked), { kind: 'datasets', repository, revision: asked }, signal),
      retries,
      signal,
    );
  const listing = await list(revision);
  const files = filesOf(listing, page);
  const author = authorConfigs(listing, files);
  // The hub converts the newest revision only.
  const isNewest = revision === 'main' && !files.some(({ path }) => dataFileKind(path) === 'parquet');
  const converted = isNewest ? await list(conversionBranch).catch((error: unknown) => noneOf(error, author)) : null;
  const conversion = converted === null ? [] : conversionConfigs(filesOf(converted, page));
  const card = await readCard(accessTo(revision), page, listing, signal);
  return {
    repository,
    page,
    commit: listing.commit,
    licence: listing.licence,
    card,
    configs: [...author, ...conversion],
    leftOut: leftOut(files, author),
  };
}

/** A path that leaves its folder is no file's. */
function filesOf({ commit, files }: Listing, page: string): HubFile[] {
  const isSound = (path: string) => path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
  const sound = files.filter(({ path }) => isSound(path));
  return sound.map(({ path, bytes }) => ({ path, bytes, address: fileAddress(page, commit, path) }));
}

function authorConfigs({ card }: Listing, files: HubFile[]): HubConfig[] {
  const named = configsOfCard(card, files);
  if (named.length > 0) return named;
  const splits = splitsByName(files);
  return splits.length === 0 ? [] : [{ name: 'default', origin: 'author', splits }];
}

/** `CONFIG/SPLIT/0000.parquet`; a split that was converted in part is called `partial-SPLIT`. */
function conversionConfigs(files: HubFile[]): HubConfig[] {
  const parquet = files.filter(({ path }) => dataFileKind(path) === 'parquet' && path.split('/').length === 3);
  const configs = groupedBy(parquet, ({ path }) => path.split('/')[0] ?? '');
  return [...configs].map(([name, of]) => {
    const splits = groupedBy(of, ({ path }) => path.split('/')[1] ?? '');
    return { name, origin: 'conversion', splits: inOrder([...splits].map(conversionSplit)) };
  });
}

function conversionSplit([name, files]: [string, HubFile[]]): HubSplit {
  return splitOfFiles(name.replace(/^partial-/, ''), files, name.startsWith('partial-'));
}

/** A hub without a conversion says that there is no such revision. Anything else matters only where there is nothing beside. */
function noneOf(error: unknown, author: HubConfig[]): null {
  if (error instanceof TransferError && (error.problem === 'unknown' || author.length > 0)) return null;
  throw error;
}

function leftOut(files: HubFile[], configs: HubConfig[]): string[] {
  const taken = new Set(
    configs.flatMap(({ splits }) => splits.flatMap((split) => split.files.map(({ path }) => path))),
  );
  const isOwn = (path: string) => path === cardName || path.startsWith('.') || /(^|\/)(LICENSE|NOTICE)/i.test(path);
  return files.map(({ path }) => path).filter((path) => !taken.has(path) && !isOwn(path));
}

/** The card's Markdown without its YAML; null where there is none or where it may not be read (the listing may). */
async function readCard(
  access: HttpAccess,
  page: string,
  listing: Listing,
  signal: AbortSignal,
): Promise<string | null> {
  if (!listing.files.some(({ path }) => path === cardName)) return null;
  try {
    const answer = await ask(access, new URL(fileAddress(page, listing.commit, cardName)), {}, signal);
    const decoder = new TextDecoder();
    let text = '';
    for await (const bytes of piecesOf(answer, signal)) {
      text += decoder.decode(bytes, { stream: true });
      if (text.length > longestCard) break;
    }
    const body = text.replace(/^\uFEFF?---\r?\n[\s\S]*?\r?\n---\r?\n/, '').trim();
    return body.length > longestCard
      ? `${body.slice(0, longestCard)}\n\n(The card goes on; read it on the hub.)`
      : body;
  } catch (error) {
    if (error instanceof TransferError) return null;
    throw error;
  }
}
