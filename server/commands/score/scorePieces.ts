import type { ScoreProgress } from '../../../src/engine/contract';
import type { Interruption } from '../Interruption';
import type { Journal, NumberedRow } from './Journal';
import type { Piece } from './piecesOf';
import { PieceScores } from './PieceScores';
import type { Scorer } from './Scorer';
import { Pace, type ProgressView } from './ScoringProgress';

export interface ScoringOutcome {
  interrupted: boolean;
  /** Tokens of the texts that this run has scored, and how many the model ran for them. */
  tokens: number;
  ranTokens: number;
  /** What the engine said on the way. */
  notices: string[];
}

/**
 * Scores piece after piece into the journal, each row as soon as all its responses have a result. While one piece runs, the
 * next is read, and no more than that. Ends early, with all that is scored in the journal, where somebody wants it to.
 */
export async function scorePieces(
  pieces: AsyncGenerator<Piece>,
  scorer: Scorer,
  journal: Journal,
  view: ProgressView,
  interruption: Pick<Interruption, 'isWanted'>,
): Promise<ScoringOutcome> {
  const run = new Run(scorer, journal, view);
  let next = pieces.next();
  while (!interruption.isWanted) {
    const piece = await next;
    if (piece.done) break;
    next = pieces.next();
    next.catch(() => undefined); // told when its turn comes
    await run.score(piece.value);
  }
  return { interrupted: interruption.isWanted, ...run.outcome };
}

class Run {
  readonly outcome = { tokens: 0, ranTokens: 0, notices: [] as string[] };
  private readonly pace: Pace;
  private totalRows = 0;

  constructor(
    private readonly scorer: Scorer,
    private readonly journal: Journal,
    private readonly view: ProgressView,
  ) {
    this.pace = new Pace(journal.rows);
  }

  async score({ rows, estimatedRows }: Piece): Promise<void> {
    this.totalRows = estimatedRows;
    const scores = new PieceScores(rows);
    let written = this.write(scores.take([]), 0);
    const summary = await this.scorer.score(scores.requests, (progress) => {
      this.notice(progress);
      const tokens = progress.results.reduce((sum, result) => sum + result.tokens, 0);
      const complete = scores.take(progress.results);
      written = written.then(() => this.write(complete, tokens));
      written.catch(() => undefined); // thrown below, when the engine is at rest
      return written;
    });
    await written;
    await this.journal.syncNowAndThen();
    this.outcome.tokens += summary.tokens;
    this.outcome.ranTokens += summary.ranTokens;
    if (!summary.cancelled && scores.unfinished > 0)
      throw new Error(
        `The engine left ${scores.unfinished} rows without a result; every response must get exactly one.`,
      );
  }

  private async write(rows: NumberedRow[], tokens: number): Promise<void> {
    await this.journal.append(rows);
    for (const { row } of rows) if (row.state === 'bad_row') this.view.note(`row ${row.row}: ${row.reason ?? ''}`);
    this.pace.add(rows.length, tokens);
    this.view.update(this.pace.progress(this.totalRows));
  }

  private notice({ notice }: ScoreProgress): void {
    if (!notice) return;
    this.outcome.notices.push(notice);
    this.view.note(notice);
  }
}
