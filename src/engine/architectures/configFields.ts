import { CheckpointError } from '../checkpoint/CheckpointError';
import { isJsonObject, kindOf, type JsonObject } from '../checkpoint/readJson';

export const configFile = 'config.json';

/** A size in `config.json`: a whole number from 1 to `most`. */
export function countField(config: JsonObject, field: string, most = 1_000_000): number {
  const value = config[field];
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw fieldError(field, `must be a whole number from 1 to ${most}`, value);
}

/** A size that `config.json` may leave out or set to null. */
export function optionalCount(config: JsonObject, field: string, most = 1_000_000): number | null {
  return (config[field] ?? null) === null ? null : countField(config, field, most);
}

/** A switch in `config.json`, off where it is absent. */
export function flagField(config: JsonObject, field: string): boolean {
  const value = config[field] ?? false;
  if (typeof value === 'boolean') return value;
  throw fieldError(field, 'must be true or false', value);
}

/** Refuses what stands in a field. */
export function refuseField(config: JsonObject, field: string, rule: string): never {
  throw fieldError(field, rule, config[field]);
}

/** A small positive number in `config.json`. */
export function positiveField(config: JsonObject, field: string): number {
  const value = config[field];
  if (typeof value === 'number' && value > 0 && Number.isFinite(value)) return value;
  throw fieldError(field, 'must be a positive number', value);
}

/** A setting that must have one value; where `config.json` leaves it out, transformers means that value. */
export function fixedField(config: JsonObject, field: string, wanted: string | boolean, reason: string): void {
  const value = config[field] ?? wanted;
  if (value !== wanted) throw fieldError(field, `must be ${JSON.stringify(wanted)} (${reason})`, value);
}

/** Refuses a classifier that gives more than one number. */
export function requireOneLabel(config: JsonObject): void {
  const labels = config['id2label'];
  const count = isJsonObject(labels) ? Object.keys(labels).length : (config['num_labels'] ?? 2);
  if (count === 1) return;
  throw new CheckpointError(
    configFile,
    `must have one label, and has ${String(count)} (field "id2label"); only reward models can score.`,
  );
}

function fieldError(field: string, rule: string, value: unknown): CheckpointError {
  const arrived =
    typeof value === 'number' || typeof value === 'string' ? JSON.stringify(value).slice(0, 100) : kindOf(value);
  return new CheckpointError(configFile, `field "${field}" ${rule}, and is ${arrived}.`);
}
