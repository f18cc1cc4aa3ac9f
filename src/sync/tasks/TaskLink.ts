import type { Answered } from '../Refusal';
import type { TaskInfo } from './TaskInfo';

/** The protocol that a project has in force. */
export interface ProtocolInForce {
  number: number;
  /** As verdicts name it. */
  name: string;
}

export type LabelInWords = 'first' | 'second' | 'tie' | 'both_bad';

/** The tasks of a server, as the studio asks for them in the name of one browser. Nothing throws: refusals are data. */
export interface TaskLink {
  list(client: string): Promise<Answered<TaskInfo[]>>;
  /** @param id a UUID of the reservation's own: asked again with it, nothing more is taken */
  take(task: string, client: string, reservation: { id: string; size: number }): Promise<Answered<TaskInfo>>;
  renew(task: string, client: string, reservation: string): Promise<Answered<TaskInfo>>;
  giveBack(task: string, client: string, reservation: string): Promise<Answered<TaskInfo>>;
  /** The texts of all pairs that were taken and not given back, as a file of JSONL. */
  pairs(task: string, client: string): Promise<Answered<Blob>>;
  /** The texts of the pairs on which people differ. */
  disputed(task: string, client: string): Promise<Answered<Blob>>;
  /** What the source says of pairs that this person has judged, by pair. */
  labels(task: string, client: string): Promise<Answered<Map<string, LabelInWords>>>;
  /** Null where the project goes by the protocol that comes with Assay. */
  protocol(): Promise<Answered<ProtocolInForce | null>>;
  protocolText(number: number): Promise<Answered<string>>;
}
