import type { LabelFold } from '../LabelFold';
import { me } from '../PersonOf';
import type { LedgerEvent } from '../VerdictEvent';
import type { ClientReport, PersonReport } from './PeopleReport';

/** Everybody who gave an event, me first and the others by their names. */
export function peopleIn(fold: LabelFold, events: readonly LedgerEvent[]): PersonReport[] {
  const clients = new Map<string, ClientReport>();
  for (const { client, at } of events) {
    const known = clients.get(client) ?? { client, events: 0, last: at };
    clients.set(client, { client, events: known.events + 1, last: at > known.last ? at : known.last });
  }
  const people = new Map<string, PersonReport>([[me, { person: me, clients: [], verdicts: 0, pairs: 0, last: '' }]]);
  for (const client of clients.values()) {
    const person = fold.personOf(client.client);
    const report = people.get(person) ?? { person, clients: [], verdicts: 0, pairs: 0, last: '' };
    report.clients.push(client);
    if (client.last > report.last) report.last = client.last;
    people.set(person, report);
  }
  countVerdicts(fold, people);
  return [...people.values()].sort((one, other) => (one.person < other.person ? -1 : 1));
}

function countVerdicts(fold: LabelFold, people: ReadonlyMap<string, PersonReport>): void {
  for (const pair of fold.labels().keys()) {
    const given = fold.verdicts(pair).map(({ client }) => fold.personOf(client));
    for (const person of given) bump(people.get(person), 'verdicts');
    for (const person of new Set(given)) bump(people.get(person), 'pairs');
  }
}

function bump(report: PersonReport | undefined, field: 'verdicts' | 'pairs'): void {
  if (report) report[field]++;
}
