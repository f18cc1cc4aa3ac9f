import { checkArrived } from '../../src/engine/checkpoint/stored/checkArrived';
import { CheckpointError } from '../../src/engine/checkpoint/CheckpointError';
import { checkpointDigest } from '../../src/engine/checkpoint/digestFiles';
import { cardLicence } from '../../src/engine/checkpoint/origins/cardLicence';
import type { RegistryFile, RegistryOrigin } from '../../src/hub/registry/RegistryModel';
import type { Principal } from '../access/Principal';
import { ProblemError } from '../api/ProblemError';
import { BlobSource } from './BlobSource';
import type { BlobStore } from './BlobStore';
import type { NewVersion } from './registerVersion';
import type { RegistryStore } from './RegistryStore';

/** What is to be registered, when all its files lie in the blob store. */
export interface ArrivedModel {
  model: string;
  origin: RegistryOrigin;
  tags: readonly string[];
  files: readonly RegistryFile[];
}

/**
 * Registers a checkpoint whose files are all there: one that the engine runs, by its configuration and the headers of its weights.
 * All or nothing; asked twice it gives the same version.
 * @throws ProblemError that names the file at fault
 */
export async function registerBlobs(
  { blobs, store }: { blobs: BlobStore; store: RegistryStore },
  arrived: ArrivedModel,
  by: Pick<Principal, 'id' | 'name'>,
): Promise<number> {
  const source = new BlobSource(arrived.model, arrived.files, blobs);
  try {
    return await store.register(await describe(source, arrived), by);
  } catch (error) {
    if (!(error instanceof CheckpointError)) throw error;
    throw new ProblemError(422, 'No checkpoint that Assay runs', `${error.message} Nothing was registered.`);
  } finally {
    await source.close();
  }
}

async function describe(source: BlobSource, { model, origin, tags, files }: ArrivedModel): Promise<NewVersion> {
  const { architecture, hasTemplate, digested } = await checkArrived(source);
  const digest = checkpointDigest(files.filter(({ path }) => digested.includes(path)));
  const card = await source.find('README.md');
  const licence = card && cardLicence(new TextDecoder().decode(card));
  return { model, digest, architecture, licence, hasTemplate, origin, tags, files };
}
