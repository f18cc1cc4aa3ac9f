/** What an audit of the dependencies finds, from texts alone: `scripts/audit.mjs` gets them. */

/** Licences under which a package may be part of what is installed in production. */
const allowedLicences = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Zlib',
  'OFL-1.1',
]);

/** @typedef {{ version?: string, resolved?: string, integrity?: string, license?: string, dev?: boolean, link?: boolean }} Locked */
/** @typedef {{ packages: Record<string, Locked> }} Lock */
/** @typedef {{ asked: false, why: string } | { asked: true, faults: string[] }} Answer */

/** @param {Lock} lock */
const lockedPackages = (lock) => Object.entries(lock.packages).filter(([path]) => path !== '');

/**
 * Packages without a version or a digest, or with an address, which would say where they come from in the registry's place.
 * @param {Lock} lock
 */
export function lockFaults(lock) {
  return lockedPackages(lock).flatMap(([path, { version, integrity, resolved }]) => [
    ...(version ? [] : [`${path} has no version`]),
    ...(integrity?.startsWith('sha512-') ? [] : [`${path} has no sha512 digest`]),
    ...(resolved === undefined ? [] : [`${path} names an address`]),
  ]);
}

/**
 * The packages that a server without development tools installs.
 * @param {Lock} lock
 */
export function productionPackages(lock) {
  return lockedPackages(lock).filter(([, { dev }]) => !dev);
}

/**
 * Whether a licence in SPDX's form is allowed: of alternatives one, of several all.
 * @param {string} licence
 */
export function isAllowed(licence) {
  const bare = licence.replace(/^\(|\)$/g, '');
  if (bare.includes(' OR ')) return bare.split(' OR ').some((one) => allowedLicences.has(one));
  return bare.split(' AND ').every((one) => allowedLicences.has(one));
}

/** @param {Lock} lock */
export function licenceFaults(lock) {
  return productionPackages(lock).flatMap(([path, { license = 'none' }]) =>
    isAllowed(license) ? [] : [`${path} has the licence ${license}`],
  );
}

/**
 * Requirements of Python that name no single version.
 * @param {string} requirements
 */
export function unpinned(requirements) {
  const lines = requirements.split('\n').map((line) => line.replace(/#.*/, '').trim());
  return lines.filter((line) => line !== '' && !/^[\w.-]+(?:\[[\w,]+\])?==[\w.+!]+$/.test(line));
}

/** @param {string} text @returns {Record<string, unknown> | null} */
function parsed(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}

/** What npm says instead of a report, without the registry's address. @param {Record<string, unknown> | null} said */
function reasonOf(said) {
  const error = /** @type {{ summary?: unknown } | undefined} */ (said?.['error']);
  const words = String(said?.['message'] ?? error?.summary ?? '').split('\n')[0] ?? '';
  return words.replace(/https?:\/\/\S+/g, 'the registry').trim() || 'the registry does not answer';
}

/**
 * Known holes of severity high or critical, from `npm audit --json`.
 * @param {string} text @returns {Answer}
 */
export function readAdvisories(text) {
  const said = parsed(text);
  const found = said?.['vulnerabilities'];
  if (typeof found !== 'object' || found === null) return { asked: false, why: reasonOf(said) };
  /** @type {{ name: string, severity: string }[]} */
  const holes = Object.values(found);
  const grave = holes.filter(({ severity }) => ['high', 'critical'].includes(severity));
  return { asked: true, faults: grave.map(({ name, severity }) => `${name} has a known hole of severity ${severity}`) };
}

/**
 * Packages whose bytes their registry did not sign, from `npm audit signatures --json`.
 * @param {string} text @returns {Answer}
 */
export function readSignatures(text) {
  const said = parsed(text);
  const invalid = said?.['invalid'];
  if (!Array.isArray(invalid)) return { asked: false, why: reasonOf(said) };
  return {
    asked: true,
    faults: invalid.map(({ name, version }) => `${name} ${version} has a signature that does not fit`),
  };
}
