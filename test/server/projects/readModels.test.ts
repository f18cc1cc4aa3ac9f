import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ProjectFold } from '../../../server/readModels/ProjectFold';
import type { StoredEvent } from '../../../server/ledger/LedgerStore';
import { canonicalJson } from '../../../src/pairs/canonicalJson';
import { exportService } from '../../../src/pairs/export/exportService';
import type { ExportStore } from '../../../src/pairs/export/ExportStore';
import { sealEvent } from '../../../src/verdicts/sealEvent';
import { me } from '../../../src/verdicts/PersonOf';
import type { LedgerEvent } from '../../../src/verdicts/VerdictEvent';
import { NodeFolder } from '../../../server/NodeFolder';
import { anyEvents } from '../../verdicts/anyEvents';
import { madeData, madeUuid, prefer } from '../../verdicts/madeEvents';
import { client, rowsOf, sqliteRooms, type ServedRooms, type Who } from './servedRooms';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

vi.setConfig({ testTimeout: 60_000 });

const curator: Who = ['cora', 'curator'];
const ann: Who = ['ann', 'annotator'];

function storedOf(events: readonly LedgerEvent[]): StoredEvent[] {
  return events.map((event, at) => ({
    ...{ position: at + 1, client: event.client, annotator: `person ${event.client.slice(-1)}` },
    ...{ receivedAt: '', link: '', body: canonicalJson(event) },
  }));
}

/** All that anybody reads of a fold. */
function readingOf(fold: ProjectFold) {
  const pairs = [...fold.labels.pairs()].sort();
  return {
    position: fold.position,
    labels: pairs.map((pair) => fold.labels.label(pair)),
    voters: pairs.map((pair) => fold.votersOf(pair)),
    judged: fold.people().map((person) => [person, [...fold.judgedBy(person)].sort()]),
  };
}

test('any prefix of the ledger, cut into pieces in any way, folds to the same as from scratch', () => {
  fc.assert(
    fc.property(anyEvents, fc.array(fc.nat(8), { maxLength: 20 }), (events, sizes) => {
      const stored = storedOf(events);
      const inPieces = new ProjectFold();
      let at = 0;
      for (const size of sizes) {
        inPieces.take(stored.slice(at, at + size));
        at = Math.min(stored.length, at + size);
        const whole = new ProjectFold();
        whole.take(stored.slice(0, at));
        expect(readingOf(inPieces)).toEqual(readingOf(whole));
      }
    }),
    { numRuns: 100 },
  );
});

describe('what a project reads of its ledger', () => {
  let served: ServedRooms;
  let pairs: string[];
  let dataSet: string;
  const given: LedgerEvent[] = [];

  beforeEach(async () => {
    served = await (await sqliteRooms()).make();
    const added = await served.json(curator, 'POST', '/projects/main/data-sets?file=some.jsonl', rowsOf(12));
    dataSet = String(added['id']);
    const page = await served.json<{ pairs: { id: string }[] }>(
      curator,
      'GET',
      `/projects/main/data-sets/${dataSet}/pairs`,
    );
    pairs = page.pairs.map(({ id }) => id);
    given.length = 0;
    for (const [person, name] of [
      [11, 'ann'],
      [12, 'ben'],
    ] as const) {
      const events = pairs.slice(0, 10).map((pair, at) => verdict(pair, person, at));
      await served.give(name, events);
      given.push(...events);
    }
  });
  afterEach(() => served.end());

  /** Ann prefers the first of all pairs; Ben differs on every third. */
  function verdict(pair: string, person: number, at: number): LedgerEvent {
    const data = madeData(prefer(person === 12 && at % 3 === 0 ? 2 : -2));
    const place = { id: madeUuid(person * 1e6 + at), storeId: madeUuid(9), client: madeUuid(person), seq: at + 1 };
    const stamp = new Date(Date.UTC(2026, 10, 23) + at * 1000 + person).toISOString();
    return sealEvent({ type: 'verdict', pair, supersedes: [], data }, { ...place, at: stamp });
  }

  test('labels, agreement and progress stand at the ledger position that they name', async () => {
    const { position, labels } = await served.json<{ position: number; labels: unknown[] }>(
      curator,
      'GET',
      '/projects/main/labels',
    );
    expect([position, labels.length]).toEqual([20, 10]);
    const agreement = await served.json(curator, 'GET', `/projects/main/agreement?dataSet=${dataSet}`);
    expect(agreement['position']).toBe(20);
    expect(agreement['report']).toMatchObject({ pairs: 12, overlap: [2, 0, 10], agreement: { units: 10 } });
    expect((agreement['report'] as { disputed: unknown[] }).disputed).toHaveLength(4);
    const progress = await served.json(curator, 'GET', `/projects/main/progress?${client}`);
    expect(progress['people']).toMatchObject([
      { person: 'ann', judged: 10, votes: 10 },
      { person: 'ben', judged: 10, votes: 10 },
    ]);
  });

  test('an annotator reads their own progress, and neither labels nor agreement nor exports', async () => {
    const { people } = await served.json<{ people: { person: string }[] }>(
      ann,
      'GET',
      `/projects/main/progress?${client}`,
    );
    expect(people.map(({ person }) => person)).toEqual(['ann']);
    for (const path of ['labels', 'agreement', `exports/trl-reward?dataSet=${dataSet}`])
      expect((await served.ask(ann, 'GET', `/projects/main/${path}`)).status).toBe(403);
  });

  test.each([
    ['trl-reward', 'newest', 'gold'],
    ['trl-dpo', 'majority', 'corrected'],
    ['jsonl', 'unanimous', 'corrected'],
    ['parquet', 'dawid_skene', 'original'],
  ] as const)('the %s export, folded by %s, has the bytes of the studio', async (profile, annotators, labels) => {
    const query = `dataSet=${dataSet}&annotators=${annotators}&labels=${labels}&provenance=false&name=some`;
    const answer = await served.ask(curator, 'GET', `/projects/main/exports/${profile}?${query}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Content-Disposition')).toContain(`attachment; filename="some.${profile}`);
    expect(answer.headers.get('Assay-Position')).toBe('20');
    const ofServer = Buffer.from(await answer.arrayBuffer());
    expect(ofServer.equals(await studioExport({ profile, annotators, labels, provenance: false }))).toBe(true);
  });

  test('several files leave as one zip', async () => {
    const answer = await served.ask(curator, 'GET', `/projects/main/exports/trl-reward?dataSet=${dataSet}&name=some`);
    expect(answer.headers.get('Content-Disposition')).toContain('some.trl-reward.zip');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.readUInt32LE(0)).toBe(0x04034b50);
    const data = await studioExport({ profile: 'trl-reward', annotators: 'newest', labels: 'gold', provenance: true });
    expect(bytes.includes(data)).toBe(true);
    expect(bytes.includes('some.trl-reward.provenance.jsonl')).toBe(true);
  });

  /** The first file that the studio's export desk writes in Ann's browser, with Ben's events taken in. */
  async function studioExport({
    profile,
    ...options
  }: {
    profile: 'trl-reward' | 'trl-dpo' | 'jsonl' | 'parquet';
    annotators: 'newest' | 'majority' | 'unanimous' | 'dawid_skene';
    labels: 'gold' | 'corrected' | 'original';
    provenance: boolean;
  }): Promise<Buffer> {
    const { itemStore } = served.rooms.dataSets.files;
    const store: ExportStore = {
      ...itemStore,
      item: async (id, row) => (await itemStore.items(id, row, row + 1))[0] ?? Promise.reject(new Error('no item')),
      eachRewards: () => Promise.resolve(),
      events: () => Promise.resolve(given.toReversed()),
      personOf: () => Promise.resolve((one: string) => (one === madeUuid(11) ? me : 'Ben')),
    };
    const folder = await mkdtemp(join(tmpdir(), 'assay-studio-'));
    const desk = exportService({
      openStore: () => Promise.resolve(store),
      openFolder: async () => blobFolder(await NodeFolder.open(folder)),
      openTokenizer: () => Promise.reject(new Error('no tokenizer')),
    });
    const request = { dataSets: [dataSet], profile, name: 'some', options, checkpoint: null, limit: null };
    await desk.check(request, () => undefined);
    const [file] = await desk.write(() => undefined);
    return Buffer.from((await file?.content.arrayBuffer()) ?? new ArrayBuffer());
  }
});

/** A folder whose files can be handed on, as those of a browser. */
function blobFolder(folder: NodeFolder): Awaited<ReturnType<Parameters<typeof exportService>[0]['openFolder']>> {
  return {
    write: (name) => folder.write(name, 'empty'),
    remove: (name) => folder.remove(name),
    async open(name) {
      const file = await folder.open(name);
      if (file === null) return null;
      const handle = await file.read(0, file.size);
      return { size: file.size, handle, read: (start, end) => file.read(start, end), close: () => file.close() };
    },
  };
}
