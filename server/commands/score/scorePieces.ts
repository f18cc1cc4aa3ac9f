import type { ScoreProgress, ScoreSummary } from '../../../src/engine/contract';
import { RefusedConversationError } from '../../../src/engine/text/RefusedConversationError';
import type { Interruption } from '../Interruption';
import type { Journal, NumberedRow } from './Journal';
import type { Piece } from './piecesOf';
import { PieceScores } from './PieceScores';
import type { Scorer } from './Scorer';
import { Pace, type ProgressView } from './ScoringProgress';

/** Where scored rows go. */
export type RowSink = Pick<Journal, 'rows' | 'append' | 'syncNowAndThen'>;

export interface ScoringOutcome {
  interrupted: boolean;
  /** Tokens of the responses that this run has scored, each with its prompt, and how many the model ran for them. */
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
  journal: RowSink,
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
    private readonly journal: RowSink,
    private readonly view: ProgressView,
  ) {
    this.pace = new Pace(journal.rows);
  }

  async score({ rows, estimatedRows }: Piece): Promise<void> {
    this.totalRows = estimatedRows;
    const scores = new PieceScores(rows);
    await this.write(scores.take([]), 0);
    const summary = await this.scoreRemaining(scores);
    await this.journal.syncNowAndThen();
    if (!summary.cancelled && scores.unfinished > 0)
      throw new Error(
        `The engine left ${scores.unfinished} rows without a result; every response must get exactly one.`,
      );
  }

  /** A refused conversation ends the engine's call: its rows are noted, and the others go on without it. */
  private async scoreRemaining(scores: PieceScores): Promise<ScoreSummary> {
    try {
      return await this.scoreOnce(scores);
    } catch (error) {
      if (!(error instanceof RefusedConversationError)) throw error;
      const refused = scores.refuse(error.request, error.message);
      if (refused.length === 0) throw error;
      await this.write(refused, 0);
      return this.scoreRemaining(scores);
    }
  }

  private async scoreOnce(scores: PieceScores): Promise<ScoreSummary> {
    let written = Promise.resolve();
    try {
      const summary = await this.scorer.score(scores.remaining, (progress) => {
        this.notice(progress);
        const tokens = progress.results.reduce((sum, result) => sum + result.tokens, 0);
        const complete = scores.take(progress.results);
        this.outcome.tokens += tokens;
        written = written.then(() => this.write(complete, tokens));
        written.catch(() => undefined); // thrown below, when the engine is at rest
        return written;
      });
      this.outcome.ranTokens += summary.ranTokens;
      return summary;
    } finally {
      await written;
    }
  }

  private async write(rows: NumberedRow[], tokens: number): Promise<void> {
    await this.journal.append(rows);
    for (const { row } of rows) if (row.reason !== null) this.view.note(`row ${row.row}: ${row.reason}`);
    this.pace.add(rows.length, tokens);
    this.view.update(this.pace.progress(this.totalRows));
  }

  private notice({ notice }: ScoreProgress): void {
    if (!notice) return;
    this.outcome.notices.push(notice);
    this.view.note(notice);
  }
}
