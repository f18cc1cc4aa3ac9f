import type { ScoreRequest, ScoreResult } from '../../../src/engine/contract';
import type { InputRow } from './InputRow';
import type { NumberedRow } from './Journal';
import type { NumberedInput } from './piecesOf';
import { scoreRowOf } from './ScoreRow';

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
    return new Set([...this.waiting.values()].flat()).size;
  }

  /** Takes results and returns the rows that are complete since the last call. */
  take(results: readonly ScoreResult[]): NumberedRow[] {
    for (const result of results) {
      this.results.set(result.id, result);
      for (const one of this.waiting.get(result.id) ?? []) if (--one.missing === 0) this.finish(one);
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
  missing: number;
}

type Messages = readonly { role: string; content: string }[];

function requestOf(id: string, prompt: Messages, response: Messages): ScoreRequest {
  const messages = [...prompt, ...response].map(({ role, content }) => ({ role, content }));
  return { id, messages, promptLength: prompt.length };
}
