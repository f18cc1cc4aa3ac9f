import { WireFields } from '../wire/WireFields';
import type { ReservationInfo, TaskInfo } from './TaskInfo';
import type { LabelInWords, ProtocolInForce } from './TaskLink';

/** The server's answers about tasks, checked where they enter. Each throws `WireError` where it is none of them. */
export const readTasks = {
  list(value: unknown): TaskInfo[] {
    return new WireFields('tasks', value).list('tasks').map((task) => readTasks.task(task));
  },

  task(value: unknown): TaskInfo {
    const fields = new WireFields('task', value);
    return {
      id: fields.text('id'),
      name: fields.text('name'),
      pairs: fields.count('pairs'),
      overlap: fields.count('overlap'),
      reservationMinutes: fields.count('reservationMinutes'),
      madeAt: fields.text('madeAt'),
      closedAt: fields.textOrNull('closedAt'),
      done: fields.count('done'),
      beyond: fields.count('beyond'),
      judged: fields.count('judged'),
      open: fields.count('open'),
      disputed: fields.countOrNull('disputed'),
      reservations: fields.list('reservations').map(reservation),
    };
  },

  labels(value: unknown): Map<string, LabelInWords> {
    const labels = Object.entries(new WireFields('labels', value).textRecord('labels'));
    return new Map(labels.flatMap(([pair, label]) => (isLabel(label) ? [[pair, label] as const] : [])));
  },

  protocol(value: unknown): ProtocolInForce | null {
    const project = new WireFields('project', value);
    const given = project.objectOrNull('protocol');
    if (given === null) return null;
    const fields = new WireFields('project.protocol', given);
    return { number: fields.count('number'), name: fields.text('name') };
  },

  protocolText(value: unknown): string {
    return new WireFields('protocol', value).text('text');
  },
};

function reservation(value: unknown): ReservationInfo {
  const fields = new WireFields('reservation', value);
  const state = fields.text('state');
  return {
    id: fields.text('id'),
    pairs: fields.count('pairs'),
    judged: fields.count('judged'),
    madeAt: fields.text('madeAt'),
    expiresAt: fields.text('expiresAt'),
    state: state === 'held' || state === 'given back' ? state : 'expired',
  };
}

function isLabel(text: string): text is LabelInWords {
  return text === 'first' || text === 'second' || text === 'tie' || text === 'both_bad';
}
