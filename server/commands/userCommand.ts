import { type Command, Option } from 'commander';
import { Invitations } from '../access/Invitations';
import { forgetPerson } from '../access/people/forgetPerson';
import { assertProject } from '../access/people/assertProject';
import type { Person } from '../access/people/Person';
import { type Role, roles } from '../access/Role';
import { mainStore } from '../../src/sync/wire/wirePaths';
import { type AccessAction, type AccessFlags, addAccessCommand } from './addAccessCommand';
import { exitCodes } from './CommandError';
import type { CommandSetting } from './CommandSetting';
import type { Terminal } from './Terminal';

interface RoleFlags extends AccessFlags {
  project: string;
  role: Role[];
}

interface InviteFlags extends AccessFlags {
  url: string;
}

/** `assay user`: the people of a server for a team. It works on the database itself, beside a running server too. */
export function addUserCommand(program: Command, setting: CommandSetting): void {
  const user = program.command('user').description('the people of a server for a team, and their roles');
  const { terminal } = setting;
  const add = <Flags extends AccessFlags>(
    command: Command,
    run: (flags: Flags, name: string, terminal: Terminal) => AccessAction,
  ) => addAccessCommand(command, setting, run);

  add(user.command('list').description('everybody, with their roles'), listPeople);
  const adding = user.command('add').description('add a person').argument('<name>', 'how colleagues see the person');
  add<RoleFlags & { admin: boolean }>(
    withRole(adding).option('--admin', 'an admin of the whole server', false),
    addPerson,
  );
  const giving = aboutPerson(user, 'role', "set a person's roles in a project");
  add<RoleFlags>(withRole(giving), setRoles);
  const inviting = user.command('invite').description('make a link by which a person gets a passkey');
  inviting
    .argument('<person>', 'name or id')
    .option('--url <url>', 'the address that people type', 'http://localhost:4173');
  add<InviteFlags>(inviting, invite);
  const disabling = aboutPerson(user, 'disable', 'sign a person out everywhere, for good');
  add(disabling, (flags, name) => setDisabled(flags, name, true));
  const enabling = aboutPerson(user, 'enable', 'let a disabled person sign in again');
  add(enabling, (flags, name) => setDisabled(flags, name, false));
  const forgetting = aboutPerson(
    user,
    'forget',
    'take away all that says who a person was; their verdicts stay, under a random id',
  );
  add(forgetting, forget);

  function setDisabled({ json }: AccessFlags, name: string, isDisabled: boolean): AccessAction {
    return async ({ access: { people, sessions }, note }) => {
      const { id } = await people.named(name);
      await people.setDisabled(id, isDisabled);
      if (isDisabled) await sessions.endAll(id);
      await note('person.change', id, { details: { disabled: isDisabled } });
      return shown(await people.named(id), json, terminal);
    };
  }
}

function forget({ json }: AccessFlags, name: string, terminal: Terminal): AccessAction {
  return async ({ access: { people }, database, note }) => {
    const { id } = await people.named(name);
    await forgetPerson(database, id);
    await note('person.forget', id, {});
    return shown(await people.named(id), json, terminal);
  };
}

function aboutPerson(user: Command, name: string, description: string): Command {
  return user.command(name).description(description).argument('<person>', 'name or id');
}

function withRole(command: Command): Command {
  const option = new Option('--role <roles...>', 'roles in the project; none takes the person out of it');
  return command.option('--project <id>', 'the project', mainStore).addOption(option.choices(roles).default([]));
}

function addPerson(
  { admin, project, role, json }: RoleFlags & { admin: boolean },
  name: string,
  terminal: Terminal,
): AccessAction {
  return async ({ access: { people }, database, note }) => {
    await assertProject(database, project);
    const { id } = await people.add(name, admin);
    await people.setRoles(id, project, role);
    await note('person.add', id, { project, details: { isAdmin: admin, roles: role } });
    return shown(await people.named(id), json, terminal);
  };
}

function setRoles({ project, role, json }: RoleFlags, name: string, terminal: Terminal): AccessAction {
  return async ({ access: { people }, database, note }) => {
    await assertProject(database, project);
    const { id } = await people.named(name);
    await people.setRoles(id, project, role);
    await note('member.roles', id, { project, details: { roles: role } });
    return shown(await people.named(id), json, terminal);
  };
}

function invite({ url, json }: InviteFlags, name: string, terminal: Terminal): AccessAction {
  return async ({ access: { people, invitations }, note }) => {
    const { id } = await people.named(name);
    const { secret, expiresAt } = await invitations.create(id);
    await note('person.invite', id, { details: { expiresAt } });
    const link = Invitations.link(url, secret);
    terminal.out(json ? `${JSON.stringify({ person: id, link, expiresAt })}\n` : `${link}\n`);
    terminal.error(`For ${name} alone, once, until ${expiresAt}. Earlier links of theirs count no more.\n`);
    return exitCodes.done;
  };
}

function listPeople({ json }: AccessFlags, _name: string, terminal: Terminal): AccessAction {
  return async ({ access: { people } }) => {
    const all = await people.all();
    if (json) terminal.out(`${JSON.stringify({ people: all })}\n`);
    else for (const person of all) terminal.out(`${lineOf(person)}\n`);
    return exitCodes.done;
  };
}

function shown(person: Person, json: boolean, terminal: Terminal): number {
  terminal.out(json ? `${JSON.stringify(person)}\n` : `${lineOf(person)}\n`);
  return exitCodes.done;
}

function lineOf({ id, name, isAdmin, disabledAt, roles: held }: Person): string {
  const inProjects = Object.entries(held).map(([project, names]) => `${project}: ${names.join(', ')}`);
  const state = [...(isAdmin ? ['admin'] : []), ...(disabledAt === null ? [] : ['disabled']), ...inProjects];
  return [id, name, state.join('; ') || 'no role'].join('  ');
}
