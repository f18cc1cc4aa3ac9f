import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { Command } from 'commander';
import { addServeCommand } from '../../server/commands/serveCommand';

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

interface Service {
  image?: string;
  command?: string[];
  environment?: Record<string, string>;
  secrets?: string[];
  ports?: string[];
  networks?: string[];
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  depends_on?: Record<string, { condition: string }>;
  privileged?: boolean;
}

const composition = parse(read('deploy/compose.yaml')) as {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean }>;
  secrets: Record<string, { file?: string }>;
};
const services = Object.entries(composition.services);

/** The options that `assay serve` knows. */
function knownOptions(): string[] {
  const program = new Command();
  addServeCommand(program, { studioRoot: '', version: '', defaultDataFolder: '' } as Parameters<
    typeof addServeCommand
  >[1]);
  return program.commands[0]?.options.map(({ long }) => long ?? '') ?? [];
}

const optionsIn = (text: string) => [...text.matchAll(/(?<![\w-])--[a-z][a-z-]+/g)].map(([option]) => option);

test.each(services)(
  'the service %s writes its volumes only, has no rights it can do without, and gets no more',
  (_, service) => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    expect(service.privileged).toBeUndefined();
    if (service.image) expect(service.image).toMatch(/:\d+\.\d+[\w.-]*$/);
  },
);

test('secrets stand in files, never in the environment', () => {
  expect(Object.values(composition.secrets).every(({ file }) => file?.startsWith('./secrets/'))).toBe(true);
  for (const [, { environment = {} }] of services)
    for (const [name, value] of Object.entries(environment))
      if (/PASSWORD|SECRET|DATABASE_URL/.test(name))
        expect([name, value]).toEqual([expect.stringMatching(/_FILE$/), expect.stringMatching(/^\/run\/secrets\//)]);
  expect(read('.gitignore')).toContain('deploy/secrets/');
  expect(read('.dockerignore').split('\n')[0]).toBe('*');
});

test('only the proxy is reached from outside; the database from the server alone, which waits until it is well', () => {
  expect(services.filter(([, { ports }]) => ports).map(([name]) => name)).toEqual(['proxy']);
  expect(composition.services['database']?.networks).toEqual(['back']);
  expect(composition.networks['back']?.internal).toBe(true);
  expect(composition.services['assay']?.depends_on?.['database']?.condition).toBe('service_healthy');
});

test('image, composition and unit start the server by options that it has', () => {
  const known = [
    ...knownOptions(),
    '--interval',
    '--timeout',
    '--start-period',
    '--retries',
    '--from',
    '--omit',
    '--force',
  ];
  const command = composition.services['assay']?.command?.join(' ') ?? '';
  expect(optionsIn(command).length).toBeGreaterThan(5);
  const unit = read('deploy/assay.service').replace(/^#.*$/gm, '');
  for (const text of [command, unit, read('deploy/Dockerfile').replace(/^#.*$/gm, '')])
    expect(optionsIn(text).filter((option) => !known.includes(option))).toEqual([]);
});

test('the image runs as a user without a name or rights, and is asked after its health without a shell', () => {
  const image = read('deploy/Dockerfile');
  expect([...image.matchAll(/^USER (.+)$/gm)].map((match) => match[1])).toEqual(['1000:1000']);
  expect(image).toMatch(/^HEALTHCHECK[^\n]*\\\n {2}CMD \["node", /m);
  expect(image.match(/^FROM /gm)).toHaveLength(3);
  expect(image).toMatch(/^ENTRYPOINT \["node"/m);
});
