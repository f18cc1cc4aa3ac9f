import { folderUrl, safeToken } from '../../../src/hub/http';
import { RegistryClient } from './RegistryClient';

/** The environment variable that holds a token: arguments can be read by everybody on a machine, and stand in histories. */
export const tokenVariable = 'ASSAY_TOKEN';

/** The token of the environment; null where there is none. */
export function serverToken(): string | null {
  return process.env[tokenVariable]?.trim() || null;
}

/**
 * The registry of a server.
 * @param variable the environment variable that `token` is from, or should be
 * @throws TransferError where its address is none, or a token would leave this machine unencrypted
 */
export function openRegistryClient(server: string, token = serverToken(), variable = tokenVariable): RegistryClient {
  const base = folderUrl(server);
  const safe = token === null ? null : safeToken(base, token);
  return new RegistryClient(base, safe, `Put a token of that server into ${variable}.`);
}
