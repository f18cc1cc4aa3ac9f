import { listIn, numberIn } from '../answerFields';

/** A vector that an answer holds as a list. @throws MachineError */
export function numbersIn(machine: string, value: unknown): Float32Array {
  return Float32Array.from(listIn(machine, 'embedding', value), (entry) => numberIn(machine, 'embedding[]', entry));
}
