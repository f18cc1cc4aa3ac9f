import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { addExportOptions } from '../../../server/commands/data/exportFlags';
import { addInputOptions } from '../../../server/commands/data/inputOptions';
import { profiles } from '../../../src/pairs/export/profiles/profiles';
import { formats } from '../../../src/pairs/formats/detectFormat';

const page = await readFile(fileURLToPath(new URL('../../../docs/data-files.md', import.meta.url)), 'utf8');

test.each(formats.map(({ name }) => name))('docs/data-files.md names the shape %s', (name) => {
  expect(page).toContain(`\`${name}\``);
});

test.each(Object.keys(profiles))('docs/data-files.md names the profile %s', (name) => {
  expect(page).toContain(`\`${name}\``);
});

const options = addInputOptions(addExportOptions(new Command())).options.map(({ long }) => long ?? '');
test.each(options)('docs/data-files.md says what %s does', (option) => {
  expect(page).toContain(option);
});
