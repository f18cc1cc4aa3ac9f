import type { ScoreRequest, ScoreResult } from '../../../src/engine/contract';
import type { InputRow } from '../../../src/rewards/scores/InputRow';
import type { NumberedRow } from './Journal';
import type { NumberedInput } from './piecesOf';
import { refusedRowOf, scoreRowOf } from '../../../src/rewards/scores/ScoreRow';

/** The requests of one piece, and its rows as their results come in. A response that several rows have is asked for once. */
export class PieceScores {
  readonly requests: ScoreRequest[] = [];
  private readonly results = new Map<string, ScoreResult>();
  /** Rows by the responses that they wait for. */
  private readonly waiting = new Map<string, Waiting[]>();
  private readonly ready: NumberedRow[] = [];

  constructor(rows: readonly NumberedInput[]) {
    for (const { n, row } of rows) this.addRow(n, row);
  }

  /** How many rows still wait for a result. */
  get unfinished(): number {
    return new Set([...this.waiting.values()].flat().filter(isOpen)).size;
  }

  /** The requests that a row still waits for. */
  get remaining(): ScoreRequest[] {
    return this.requests.filter(({ id }) => this.waiting.get(id)?.some(isOpen));
  }

  /** Takes note that the chat template refuses a response, and returns the rows that are complete by that: none of theirs is scored. */
  refuse(response: string, reason: string): NumberedRow[] {
    for (const one of this.waiting.get(response)?.filter(isOpen) ?? []) {
      one.missing = 0;
      if (one.row.kind === 'item') this.ready.push({ n: one.n, row: refusedRowOf(one.row, reason) });
    }
    this.waiting.delete(response);
    return this.ready.splice(0);
  }

  /** Takes results and returns the rows that are complete since the last call. */
  take(results: readonly ScoreResult[]): NumberedRow[] {
    for (const result of results) {
      this.results.set(result.id, result);
      for (const one of this.waiting.get(result.id) ?? []) if (isOpen(one) && --one.missing === 0) this.finish(one);
      this.waiting.delete(result.id);
    }
    return this.ready.splice(0);
  }

  private addRow(n: number, row: InputRow): void {
    const responses = row.kind === 'item' ? row.item.responses : [];
    const one: Waiting = { n, row, missing: responses.length };
    if (row.kind === 'bad') return this.finish(one);
    for (const { id, messages } of responses) {
      const others = this.waiting.get(id);
      if (others) others.push(one);
      else {
        this.waiting.set(id, [one]);
        this.requests.push(requestOf(id, row.item.prompt, messages));
      }
    }
  }

  private finish({ n, row }: Waiting): void {
    this.ready.push({ n, row: scoreRowOf(row, this.results) });
  }
}

interface Waiting extends NumberedInput {
  /** Results that are missing; 0 once the row is complete. */
  missing: number;
}

function isOpen({ missing }: Waiting): boolean {
  return missing > 0;
}

type Messages = readonly { role: string; content: string }[];

function requestOf(id: string, prompt: Messages, response: Messages): ScoreRequest {
  const messages = [...prompt, ...response].map(({ role, content }) => ({ role, content }));
  return { id, messages, promptLength: prompt.length };
}
