import { readFileSync } from 'node:fs';
import { CommandError, exitCodes } from './CommandError';

/**
 * A setting that must not be an argument, which every user of the machine could read: the variable itself, or what stands in the file
 * that `NAME_FILE` names, as Docker's and systemd's secrets are given. Undefined where neither is set.
 * @throws CommandError where both are set, or the file cannot be read
 */
export function secretOf(name: string, environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const value = environment[name] || undefined;
  const file = environment[`${name}_FILE`] || undefined;
  if (file === undefined) return value;
  if (value !== undefined) throw new CommandError(`${name} and ${name}_FILE are both set: keep one.`, exitCodes.usage);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new CommandError(`${name}_FILE cannot be read: ${(error as Error).message}`, exitCodes.usage);
  }
}
