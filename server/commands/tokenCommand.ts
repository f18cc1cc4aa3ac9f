import { type Command, InvalidArgumentError, Option } from 'commander';
import { assertProject } from '../access/people/assertProject';
import { type Scope, scopes } from '../access/Scope';
import { expiryAfter } from '../access/tokens/expiryAfter';
import type { Token } from '../access/tokens/Token';
import { type AccessAction, type AccessFlags, addAccessCommand } from './addAccessCommand';
import { exitCodes } from './CommandError';
import type { CommandSetting } from './CommandSetting';
import type { Terminal } from './Terminal';

interface NewTokenFlags extends AccessFlags {
  scope: Scope[];
  project?: string;
  person?: string;
  days: number;
}

const usualDays = 90;

/** `assay token`: the credentials of machines. It works on the database itself, beside a running server too. */
export function addTokenCommand(program: Command, setting: CommandSetting): void {
  const token = program.command('token').description('the credentials of machines on a server for a team');
  const add = <Flags extends AccessFlags>(
    command: Command,
    run: (flags: Flags, name: string, terminal: Terminal) => AccessAction,
  ) => addAccessCommand(command, setting, run);

  add(token.command('list').description('every token with its scopes; the secrets are kept nowhere'), listTokens);
  const creating = token
    .command('create')
    .description('make a token; it is printed once')
    .argument('<name>', 'what it is for');
  creating
    .addOption(new Option('--scope <scopes...>', 'what it is good for').choices(scopes).makeOptionMandatory())
    .option('--project <id>', 'good for this project only')
    .option('--person <name>', "acts for this person, with that person's roles")
    .option('--days <number>', 'expires after so many days, 0 never', days, usualDays);
  add<NewTokenFlags>(creating, createToken);
  const revoking = token
    .command('revoke')
    .description('end a token at once')
    .argument('<id>', 'its id, as "list" shows it');
  add(revoking, revokeToken);
}

function days(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError('a whole number of days from 0 to 9999 is needed.');
  return Number(text);
}

function createToken(flags: NewTokenFlags, name: string, terminal: Terminal): AccessAction {
  return async ({ access: { people, tokens }, database, note }) => {
    const person = flags.person === undefined ? null : (await people.named(flags.person)).id;
    const { project = null, scope } = flags;
    if (project !== null) await assertProject(database, project);
    const expiresAt = expiryAfter(flags.days);
    const { token, secret } = await tokens.create({ name, scopes: scope, project, person, expiresAt });
    await note('token.create', token.id, { project, details: { name, scopes: scope, person } });
    if (flags.json) terminal.out(`${JSON.stringify({ ...token, secret })}\n`);
    else terminal.out(`${secret}\n`);
    terminal.error(
      `Token ${token.id}, ${expiryWords(token)}. It is shown this once: keep it where only its machine reads.\n`,
    );
    return exitCodes.done;
  };
}

function listTokens({ json }: AccessFlags, _name: string, terminal: Terminal): AccessAction {
  return async ({ access: { tokens } }) => {
    const all = await tokens.all();
    if (json) terminal.out(`${JSON.stringify({ tokens: all })}\n`);
    else for (const token of all) terminal.out(`${lineOf(token)}\n`);
    return exitCodes.done;
  };
}

function revokeToken({ json }: AccessFlags, id: string, terminal: Terminal): AccessAction {
  return async ({ access: { tokens }, note }) => {
    await tokens.revoke(id);
    await note('token.revoke', id);
    if (json) terminal.out(`${JSON.stringify({ state: 'done', revoked: id })}\n`);
    terminal.error(`Token ${id} is revoked.\n`);
    return exitCodes.done;
  };
}

function lineOf(token: Token): string {
  const { id, name, scopes: held, project, revokedAt, usedAt } = token;
  const state = revokedAt === null ? expiryWords(token) : `revoked ${revokedAt}`;
  const used = usedAt === null ? 'never used' : `last used ${usedAt}`;
  return [id, name, held.join(' '), project ?? 'every project', state, used].join('  ');
}

function expiryWords({ expiresAt }: Token): string {
  if (expiresAt === null) return 'does not expire';
  return `${Date.parse(expiresAt) <= Date.now() ? 'expired' : 'expires'} ${expiresAt}`;
}
