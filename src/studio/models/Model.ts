import type { CheckpointLocation, Precision } from '../../engine/contract';
import type { StoredCheckpoint } from '../../engine/checkpoint/checkpointsContract';
import type { ModelChoice } from './ModelChoice';

/** A model that the studio can load: the one that comes with it, or a stored checkpoint as the person wants it built. */
export interface Model {
  /** "demo", or the digest of a stored checkpoint. */
  name: string;
  title: string;
  location: CheckpointLocation;
}

export const demoModel: Model = {
  name: 'demo',
  title: 'Assay demo reward model',
  location: { kind: 'url', base: new URL('models/demo/', document.baseURI).href },
};

/** A stored checkpoint with the precision and the chat template that were chosen for it. */
export function storedModel({ digest, name }: StoredCheckpoint, { precision, template }: ModelChoice): Model {
  return { name: digest, title: name, location: { kind: 'stored', digest, precision, template } };
}

/** The precision that the graph is asked for; null where the checkpoint itself runs. */
export function precisionOf({ location }: Model): Precision | null {
  return location.kind === 'stored' ? location.precision : null;
}

/** Whether what an earlier visit kept still has the shape of a model. */
export function isModel(kept: unknown): kept is Model {
  if (typeof kept !== 'object' || kept === null) return false;
  const { name, title, location } = kept as Partial<Model>;
  if (typeof name !== 'string' || typeof title !== 'string' || typeof location !== 'object') return false;
  return location.kind === 'url' ? typeof location.base === 'string' : typeof location.digest === 'string';
}

/** Whether both would load the same graph with the same texts. */
export function isSameModel(a: Model | null, b: Model | null): boolean {
  return a !== null && b !== null && locationText(a.location) === locationText(b.location);
}

function locationText(location: CheckpointLocation): string {
  if (location.kind === 'url') return location.base;
  return JSON.stringify([location.digest, location.precision, location.template]);
}
