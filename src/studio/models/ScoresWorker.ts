import scoresUrl from '../../../workers/scores?worker&url';
import type { ScoresContract } from '../../rewards/scores/ScoresContract';
import { startTrustedWorker } from '../startTrustedWorker';
import { TypedWorker } from '../TypedWorker';

/** The worker that reads and writes files of rewards, started when it is first needed. */
export class ScoresWorker extends TypedWorker<ScoresContract> {
  constructor(start: () => Worker = () => startTrustedWorker(scoresUrl, 'scores')) {
    super('scores', start);
  }
}
