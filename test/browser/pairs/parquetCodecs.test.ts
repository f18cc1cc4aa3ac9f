import { expect, it } from 'vitest';
import { readRows } from '../../../src/pairs/containers/readRows';
import { sniffContainer } from '../../../src/pairs/containers/sniffContainer';
import expected from '../../files/containers/chats.expected.json';

const addresses = import.meta.glob<string>('../../files/containers/chats-*.parquet', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** Two of the codecs are WebAssembly, which each of Node and Chromium makes ready in its own way. */
it.each(Object.entries(addresses))('%s is read in the browser as in Node', async (name, address) => {
  const file = await (await fetch(address)).blob();
  const rows: unknown[] = [];
  for await (const batch of readRows(file, await sniffContainer(file, name)))
    rows.push(...batch.rows.map((row) => (row.kind === 'row' ? row.columns : row.reason)));
  expect(rows).toEqual(expected);
});
