import { expect, test } from 'vitest';
import {
  isAllowed,
  licenceFaults,
  lockFaults,
  readAdvisories,
  readSignatures,
  unpinned,
} from '../../scripts/auditFindings.mjs';

const whole = { version: '1.0.0', integrity: 'sha512-a', license: 'MIT' };
const lockOf = (entry: object) => ({ packages: { '': {}, 'node_modules/a': { ...whole, ...entry } } });

test('a lock file is whole when every package has its version and digest and none an address', () => {
  expect(lockFaults(lockOf({}))).toEqual([]);
  expect(lockFaults(lockOf({ integrity: undefined }))).toEqual(['node_modules/a has no sha512 digest']);
  expect(lockFaults(lockOf({ integrity: 'sha1-a' }))).toHaveLength(1);
  expect(lockFaults(lockOf({ version: undefined, resolved: 'elsewhere' }))).toHaveLength(2);
});

test('licences: of alternatives one must be allowed, of several all; development tools may have others', () => {
  expect(['MIT', '(MPL-2.0 OR Apache-2.0)', '(MIT AND Zlib)'].map(isAllowed)).toEqual([true, true, true]);
  expect(['GPL-3.0', 'MIT AND GPL-3.0', 'none'].map(isAllowed)).toEqual([false, false, false]);
  expect(licenceFaults(lockOf({ license: 'AGPL-3.0' }))).toEqual(['node_modules/a has the licence AGPL-3.0']);
  expect(licenceFaults(lockOf({ license: 'AGPL-3.0', dev: true }))).toEqual([]);
});

test('a Python package must be one version', () => {
  expect(unpinned('# why\ntorch==2.13.0\nfsspec[http]==1.0\n')).toEqual([]);
  expect(unpinned('torch>=2\nnumpy\ntrl==1.*\n')).toEqual(['torch>=2', 'numpy', 'trl==1.*']);
});

test('a known hole of severity high or more is a fault, a smaller one is not', () => {
  const report = (severity: string) => JSON.stringify({ vulnerabilities: { a: { name: 'a', severity } } });
  expect(readAdvisories(report('high'))).toEqual({ asked: true, faults: ['a has a known hole of severity high'] });
  expect(readAdvisories(report('critical'))).toMatchObject({ faults: [expect.any(String)] });
  expect(readAdvisories(report('moderate'))).toEqual({ asked: true, faults: [] });
});

test('a signature that does not fit is a fault', () => {
  expect(readSignatures('{"invalid":[],"missing":[]}')).toEqual({ asked: true, faults: [] });
  const invalid = readSignatures('{"invalid":[{"name":"a","version":"1.0.0"}],"missing":[]}');
  expect(invalid).toEqual({ asked: true, faults: ['a 1.0.0 has a signature that does not fit'] });
});

test('what a registry does not answer is told apart from nothing found, and its address is not repeated', () => {
  const refused = '{"message":"405 Method Not Allowed - POST https://registry.example/-/npm/v1/x","statusCode":405}';
  expect(readAdvisories(refused)).toEqual({ asked: false, why: '405 Method Not Allowed - POST the registry' });
  expect(readSignatures('{"error":{"summary":"request failed"}}')).toEqual({ asked: false, why: 'request failed' });
  for (const silence of ['', 'null', 'oops']) expect(readAdvisories(silence)).toMatchObject({ asked: false });
});
