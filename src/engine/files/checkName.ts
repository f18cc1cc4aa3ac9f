import { FileError } from './FileError';

const longest = 200;

/**
 * Refuses a name that is no single path segment of letters, digits, `.`, `-` and `_`: names come from hubs and folders,
 * and none may lead out of its folder.
 * @throws FileError "failed"
 */
export function checkName(name: string): string {
  const isSegment = /^[A-Za-z0-9._-]+$/.test(name) && !/^\.+$/.test(name) && name.length <= longest;
  if (isSegment) return name;
  const arrived = JSON.stringify(name.slice(0, longest));
  throw new FileError(
    'failed',
    `A file's name must have letters, digits, ".", "-" and "_" only (at most ${longest}), and is ${arrived}.`,
  );
}
