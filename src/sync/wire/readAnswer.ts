import type { BatchAnswer, Rejection, RejectionCode } from './Batch';
import type { Digest } from './Digest';
import type { EventsPage } from './EventsPage';
import type { Problem } from './Problem';
import type { StoreList } from './StoreList';
import { WireFields } from './WireFields';

/**
 * The server's answers, checked where they enter. Fields that the protocol gains later are passed over. Each throws `WireError`
 * where the answer is none of this protocol: a proxy's page, another program on the port.
 */
export const readAnswer = {
  storeList(value: unknown): StoreList {
    const fields = new WireFields('stores', value);
    const stores = fields.list('stores').map((store, at) => {
      const one = new WireFields(`stores[${at}]`, store);
      return { id: one.text('id'), name: one.text('name') };
    });
    return { generation: fields.text('generation'), stores };
  },

  batch(value: unknown): BatchAnswer {
    const fields = new WireFields('batch', value);
    return {
      generation: fields.text('generation'),
      acked: fields.texts('acked'),
      rejected: fields.list('rejected').map(rejection),
      head: fields.text('head'),
    };
  },

  /** The events are not looked into: `verifyEvent` does that, one by one. */
  eventsPage(value: unknown): Omit<EventsPage, 'events'> & { events: unknown[] } {
    const fields = new WireFields('events', value);
    return {
      events: fields.list('events'),
      annotators: fields.textRecord('annotators'),
      next: fields.text('next'),
      generation: fields.text('generation'),
      more: fields.flag('more'),
    };
  },

  digest(value: unknown): Digest {
    const fields = new WireFields('digest', value);
    return {
      client: fields.text('client'),
      generation: fields.text('generation'),
      count: fields.count('count'),
      parked: fields.count('parked'),
      maxSeq: fields.count('maxSeq'),
      gaps: fields.list('gaps').map((gap, at) => new WireFields(`gaps[${at}]`, gap).countPair()),
      xor: fields.text('xor'),
    };
  },

  /** Never throws: whatever is no problem of the protocol becomes one without a code. */
  problem(status: number, value: unknown): Problem {
    const given = typeof value === 'object' && value !== null ? new Map<string, unknown>(Object.entries(value)) : null;
    const text = (name: string) => {
      const found = given?.get(name);
      return typeof found === 'string' ? found : '';
    };
    const generation = text('generation') || null;
    return { status, title: text('title'), detail: text('detail'), code: text('code'), generation };
  },
};

const codes: readonly RejectionCode[] = ['schema', 'forbidden', 'id_conflict', 'seq_conflict'];

function rejection(value: unknown, at: number): Rejection {
  const fields = new WireFields(`rejected[${at}]`, value);
  const code = fields.text('code');
  return {
    index: fields.count('index'),
    id: fields.textOrNull('id'),
    code: codes.find((known) => known === code) ?? 'schema',
    message: fields.text('message'),
  };
}
