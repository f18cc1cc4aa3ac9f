import type { Manifest } from '../../curation/pipeline/Manifest';
import type { PipelineView } from '../../curation/pipeline/Pipeline';
import { waitingWords, type WaitingForPeople } from '../../curation/pipeline/WaitingForPeople';
import { contaminationToReview } from '../../curation/stages/contaminationFile';
import { ProgressLine } from '../ProgressLine';
import type { Terminal } from '../Terminal';
import { countWords } from '../words';
import { reviewWords } from './curateWords';

/** A run as lines of a terminal: a bar for the step that runs, a line for each that has ended. */
export class CurateView implements PipelineView {
  readonly #line: ProgressLine;
  #said = '';

  constructor(private readonly terminal: Terminal) {
    this.#line = new ProgressLine(terminal);
  }

  started(label: string): void {
    this.#line.show(0, 1, label);
  }

  progress(label: string, done: number, total: number): void {
    // Of a model that is sent the parts are megabytes.
    const parts = label === 'register' ? 'MB' : 'shards';
    this.#line.show(done, total, `${label} ${countWords(done)} of ${countWords(total)} ${parts}`);
  }

  finished(label: string, manifest: Manifest, wasThere: boolean, path: string): void {
    if (wasThere) return;
    this.end();
    const said = Object.entries(manifest.counts).map(([name, count]) => `${name} ${countWords(count)}`);
    const review = reviewWords(contaminationToReview({ path, manifest }));
    this.terminal.error(`${label.padEnd(15)}${said.join(', ')}${review}\n`);
  }

  waiting(label: string, reason: WaitingForPeople): void {
    const words = `${label.padEnd(15)}${waitingWords(reason)}`;
    if (words !== this.#said) this.#say(words);
  }

  note(label: string, words: string): void {
    this.#say(`${label.padEnd(15)}${words}`);
  }

  #say(words: string): void {
    this.end();
    this.terminal.error(`${words}\n`);
    this.#said = words;
  }

  end(): void {
    this.#line.end();
  }
}
