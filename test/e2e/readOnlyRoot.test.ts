import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { productionPackages } from '../../scripts/auditFindings.mjs';

import { blindDraft, prefer, sealed } from '../verdicts/madeEvents';

const root = fileURLToPath(new URL('../..', import.meta.url));
const nobody = 65_534;

/** The server as an image has it: what was built, and the packages that `npm ci --omit=dev` installs, no others. */
async function layOut(folder: string): Promise<void> {
  await mkdir(join(folder, 'dist'));
  for (const part of ['server', 'studio'])
    await cp(join(root, 'dist', part), join(folder, 'dist', part), { recursive: true });
  await cp(join(root, 'package.json'), join(folder, 'package.json'));
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as Parameters<
    typeof productionPackages
  >[0];
  for (const [path] of productionPackages(lock)) {
    if (path.lastIndexOf('node_modules/') > 0) continue; // comes along inside of another
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await symlink(join(root, path), join(folder, path));
  }
}

/** Every file system of this process becomes read-only but for the data folder; then the user has no rights and gets none. */
const confined = `set -e
mount --bind "$DATA" "$DATA"
for place in $(awk '$4 ~ /^rw/ && $3 !~ /^(proc|sysfs|cgroup2?|devpts)$/ { print $2 }' /proc/self/mounts | sort -u); do
  [ "$place" = "$DATA" ] || mount -o remount,bind,ro "$place"
done
cd /
exec setpriv --reuid=${nobody} --regid=${nobody} --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all "$@"`;

function confine(args: string[], data: string) {
  const command = ['--mount', '--propagation', 'private', 'sh', '-c', confined, 'sh', ...args];
  const env = { PATH: process.env['PATH'], DATA: data, HOME: '/nonexistent', TMPDIR: '/nonexistent' };
  return { command, env };
}

const canConfine =
  process.platform === 'linux' && spawnSync('unshare', ['--mount', 'setpriv', '--no-new-privs', 'true']).status === 0;

let folder: string;
let data: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-image-'));
  await chmod(folder, 0o755);
  await layOut(folder);
  data = join(folder, 'data');
  await mkdir(data, { mode: 0o700 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the built server imports only what is installed in production', async () => {
  const { dependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const files = (await readdir(join(root, 'dist', 'server'))).filter((name) => name.endsWith('.js'));
  const texts = await Promise.all(files.map((name) => readFile(join(root, 'dist', 'server', name), 'utf8')));
  const imported = texts.flatMap((text) =>
    [
      ...text.matchAll(/^(?:import|export)\b[^"';]*?["']([^"'./][^"']*)["'];?$|\bimport\(["']([^"'./][^"']*)["']\)/gm),
    ].map(([, one, other]) => one ?? other ?? ''),
  );
  const packages = imported
    .filter((name) => !isBuiltin(name))
    .map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    );
  expect(packages.length).toBeGreaterThan(8);
  expect([...new Set(packages)].filter((name) => !(name in dependencies))).toEqual([]);
});

describe.skipIf(!canConfine)('on a disk of which only the data folder can be written, as a user without rights', () => {
  const program = () => [
    process.execPath,
    '--preserve-symlinks',
    '--preserve-symlinks-main',
    join(folder, 'dist/server/assay.js'),
  ];

  test('nothing else can be written there, so that what follows means something', async () => {
    await chown(data, nobody, nobody);
    const places = [folder, '/tmp', '/var/tmp', '/dev/shm', root, '/etc'];
    const script = `for place in ${places.join(' ')}; do touch $place/x 2>/dev/null && echo $place; done; touch ${data}/x && echo data`;
    const { command, env } = confine(['sh', '-c', script], data);
    expect(execFileSync('unshare', command, { env, encoding: 'utf8' })).toBe('data\n');
  });

  test('the server starts, takes verdicts durably, answers its health check, gives out the studio, stops, and its books verify', async () => {
    await chown(data, nobody, nobody);
    const { command, env } = confine([...program(), 'serve', '--port', '0', '--data', data], data);
    const server = spawn('unshare', command, { env });
    const ended = new Promise<number | null>((resolve) => server.once('exit', resolve));
    const address = await addressOf(server);
    const page = await fetch(address);
    expect([page.status, (await fetch(`${address}/readyz`)).status]).toEqual([200, 200]);
    const { generation } = (await (await fetch(`${address}/v1/stores`)).json()) as { generation: string };
    const event = sealed(blindDraft(1, prefer(1)), 1);
    const body = JSON.stringify({ client: event.client, generation, events: [event] });
    const to = `${address}/v1/stores/main/batches/${event.id}`;
    const answer = await fetch(to, { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body });
    expect(await answer.json()).toMatchObject({ acked: [event.id], rejected: [] });
    server.kill('SIGTERM');
    expect(await ended).toBe(0);
    const books = confine([...program(), 'ledger', 'verify', '--json', '--data', data], data);
    const report = execFileSync('unshare', books.command, { env: books.env, encoding: 'utf8' });
    expect(JSON.parse(report)).toMatchObject({ events: 1, faults: [] });
  });
});

function addressOf(server: ReturnType<typeof spawn>): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found) resolve(found[0]);
    };
    server.stdout?.on('data', hear);
    server.stderr?.on('data', hear);
    server.once('exit', () => reject(new Error(`The server ended: ${said}`)));
  });
}
