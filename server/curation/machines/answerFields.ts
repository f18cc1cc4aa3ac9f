import { MachineError } from './MachineError';

/** The list in an answer. @throws MachineError naming the machine, the field and what arrived */
export function listIn(machine: string, field: string, value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw wrongField(machine, field, 'a list', value);
}

/** The object in an answer. @throws MachineError */
export function objectIn(machine: string, field: string, value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw wrongField(machine, field, 'an object', value);
}

/** The finite number in an answer. @throws MachineError */
export function numberIn(machine: string, field: string, value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw wrongField(machine, field, 'a finite number', value);
}

/** The only entry of a list in an answer. @throws MachineError */
export function onlyIn(machine: string, field: string, value: unknown): unknown {
  const list = listIn(machine, field, value);
  if (list.length === 1) return list[0];
  throw wrongField(machine, field, 'a list of one entry', value);
}

/** As many answers as questions. @throws MachineError */
export function checkCount(machine: string, arrived: number, asked: number): void {
  if (arrived === asked) return;
  throw new MachineError(`${machine} answered ${arrived} of ${asked} texts that it was asked for.`);
}

function wrongField(machine: string, field: string, rule: string, value: unknown): MachineError {
  const arrived = (JSON.stringify(value) ?? 'nothing').slice(0, 100);
  return new MachineError(`${machine} must answer with ${rule} as "${field}", and ${arrived} arrived.`);
}
