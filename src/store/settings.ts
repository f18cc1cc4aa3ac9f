import type { Connection } from './Connection';

/** The setting, or null when it was never put. The type is what whoever put it says. */
export async function setting<T>(connection: Connection, name: string): Promise<T | null> {
  const doing = `read the setting "${name}"`;
  const value = await connection.transact({ stores: ['settings'], mode: 'readonly', doing }, (transaction) =>
    transaction.objectStore('settings').get(name),
  );
  return value === undefined ? null : (value as T);
}

export async function putSetting(connection: Connection, name: string, value: unknown): Promise<void> {
  const doing = `store the setting "${name}"`;
  await connection.transact({ stores: ['settings'], mode: 'readwrite', doing }, (transaction) => {
    const stored = transaction.objectStore('settings').put(value, name);
    // At once: a page that is being left does not live until the answer to the request.
    transaction.commit();
    return stored;
  });
}

export async function removeSetting(connection: Connection, name: string): Promise<void> {
  const doing = `remove the setting "${name}"`;
  await connection.transact({ stores: ['settings'], mode: 'readwrite', doing }, (transaction) =>
    transaction.objectStore('settings').delete(name),
  );
}
