import { isModel, type Model } from '../Model';

/** A version of this server's registry. */
export interface ServerVersion {
  model: string;
  version: number;
}

/** A model that was adopted in this browser, or that was in use before the first one was. */
export interface AdoptedModel {
  model: Model;
  title: string;
  /** Null: it is none of the server's. */
  server: ServerVersion | null;
  /** The version of that name which the team had adopted before; null: none. What "back" puts the tag on again. */
  teamBefore: number | null;
  /** ISO 8601, UTC. */
  at: string;
}

/** What an earlier visit kept; whatever has another shape is dropped. */
export function readAdopted(kept: unknown): AdoptedModel[] {
  return Array.isArray(kept) ? kept.filter(isAdopted) : [];
}

function isAdopted(value: unknown): value is AdoptedModel {
  if (typeof value !== 'object' || value === null) return false;
  const { model, title, server, teamBefore, at } = value as Partial<AdoptedModel>;
  const isVersion = server === null || (typeof server?.model === 'string' && typeof server.version === 'number');
  const isBefore = teamBefore === null || typeof teamBefore === 'number';
  return isModel(model) && typeof title === 'string' && typeof at === 'string' && isVersion && isBefore;
}
