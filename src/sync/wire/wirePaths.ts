/** The addresses of the protocol, from the server's root. */
export const wirePaths = {
  stores: () => '/v1/stores',
  batch: (storeId: string, batchId: string) => `${storePath(storeId)}/batches/${encodeURIComponent(batchId)}`,
  events: (storeId: string, { after = '', limit = 0, waitS = 0 } = {}) =>
    `${storePath(storeId)}/events${query({ after, limit: textOf(limit), wait: textOf(waitS) })}`,
  digest: (storeId: string, client: string) => `${storePath(storeId)}/digest${query({ client })}`,
  rejected: (storeId: string, client: string) => `${storePath(storeId)}/rejected${query({ client })}`,
};

/** The store of a server for one person, and the first of a server for a team. */
export const mainStore = 'main';

function storePath(storeId: string): string {
  return `/v1/stores/${encodeURIComponent(storeId)}`;
}

function textOf(number: number): string {
  return number === 0 ? '' : String(number);
}

function query(fields: Record<string, string>): string {
  const given = Object.entries(fields).filter(([, value]) => value !== '');
  if (given.length === 0) return '';
  return `?${given.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
}
