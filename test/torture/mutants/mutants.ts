/** One way to break the code: in `file`, `from` (which stands there once) becomes `to`. */
export interface Mutant {
  name: string;
  file: string;
  from: string;
  to: string;
}

/** Ways to lose or alter verdicts that a change of the code could slip into. `npm run torture -- --mutants` shows that each is seen. */
export const mutants: Mutant[] = [
  {
    name: 'acknowledges before the commit',
    file: 'server/ledger/LedgerService.ts',
    from: 'const outcome = await this.commits.append(batch);',
    to: `void this.commits.append(batch).catch(() => undefined);
    const acked = batch.events.map((event) => (event as { id: string }).id);
    const outcome: BatchOutcome = { acked, rejected: [], head: 0 };`,
  },
  {
    name: 'skips the check of the hash',
    file: 'src/verdicts/verifyEvent.ts',
    from: 'if (hash === event.hash)',
    to: 'if (hash.length === event.hash.length)',
  },
  {
    name: 'puts a newer content under an id that is known',
    file: 'server/ledger/AppendGroup.ts',
    from: 'if (known !== undefined) return idConflict(arrival, known);',
    to: `if (known !== undefined) {
      const row = { hash: arrival.hash, body: arrival.body };
      void this.transaction.updateTable('events').set(row).where('id', '=', arrival.id).execute();
      return null;
    }`,
  },
  {
    name: 'keeps its generation over a restore',
    file: 'server/ledger/books/restoreLedger.ts',
    from: 'generation: await ledger.renewGeneration()',
    to: 'generation: await ledger.generation()',
  },
  {
    name: 'gives a cursor beyond what it gave',
    file: 'server/ledger/routes/LedgerHandlers.ts',
    from: 'writeCursor(generation, upTo)',
    to: 'writeCursor(generation, upTo + 1)',
  },
  {
    name: 'drops what it rejects',
    file: 'server/ledger/AppendGroup.ts',
    from: 'this.#parked.set(`${row.client} ${row.body_hash} ${code}`, row);',
    to: 'void row;',
  },
  {
    name: 'takes what was rejected for acknowledged',
    file: 'src/sync/performMove.ts',
    from: 'await outbox.settle(answer.value, today());',
    to: `const { rejected, acked } = answer.value;
  await outbox.settle({ ...answer.value, acked: [...acked, ...rejected.map(({ id }) => id)], rejected: [] }, today());`,
  },
  {
    name: 'takes the mark from an event before its acknowledgement',
    file: 'src/sync/performMove.ts',
    from: 'const answer = await link.push(place, batch);',
    to: `await outbox.settle({ generation: place.generation, acked: batch.events.map(({ id }) => id), rejected: [] }, today());
  const answer = await link.push(place, batch);`,
  },
  {
    name: 'counts on as the same client after its storage was lost',
    file: 'src/store/nextIdentity.ts',
    from: 'const [client, person] = [v4(),',
    to: 'const [client, person] = [before?.client ?? v4(),',
  },
  {
    name: 'forgets to try again after a failure',
    file: 'src/sync/afterMove.ts',
    from: "case 'generation':\n    case 'storage':\n    case 'unreachable':\n      return wait(backOffMs(failures, chance));",
    to: "case 'generation':\n    case 'storage':\n    case 'unreachable':\n      return { ...wait(backOffMs(failures, chance)), push: false, pull: false, lookAt: Number.MAX_VALUE };",
  },
  {
    name: 'does not wait for the disk',
    file: 'server/database/openSqlite.ts',
    from: 'database.pragma(`${name} = ${value}`)',
    to: "database.pragma(`${name} = ${name === 'synchronous' ? 0 : value}`)",
  },
];
