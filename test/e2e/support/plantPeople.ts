import { Access } from '../../../server/access/Access';
import type { Role } from '../../../server/access/Role';
import { sessionCookieName } from '../../../server/access/sessions/sessionCookie';
import { openDatabase } from '../../../server/database/openDatabase';

/** Adds people to the data folder of a team's server, with roles in `main`, and gives the cookie of a session of each by name. */
export async function plantPeople<Name extends string>(
  data: string,
  roles: Record<Name, readonly Role[]>,
): Promise<Record<Name, string>> {
  const database = await openDatabase(data, undefined);
  try {
    const { people, sessions } = new Access(database);
    const cookies: [Name, string][] = [];
    for (const name of Object.keys(roles) as Name[]) {
      const { id } = await people.add(name);
      await people.setRoles(id, 'main', roles[name]);
      const { secret } = await sessions.begin(id, 'passkey', 'test');
      cookies.push([name, `${sessionCookieName(false)}=${secret}`]);
    }
    return Object.fromEntries(cookies) as Record<Name, string>;
  } finally {
    await database.close();
  }
}
