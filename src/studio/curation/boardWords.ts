import type { Board, BoardEntry, BoardState, BoardWaiting } from '../../curation/board/Board';
import { count } from '../parts/format';

/** What each stage of a plan does, as a line says it (docs/pipeline.md has the stages). */
const stageWords: Readonly<Record<string, string>> = {
  read: 'reading the files',
  clean: 'cleaning',
  attribute: 'writing attributes',
  embed: 'embedding',
  gold: 'taking up what people have judged',
  train: 'training the model',
  score: 'scoring gold',
  evaluate: 'measuring the model on gold',
  retrieve: 'choosing pairs',
  assign: 'giving out pairs',
  human: 'people judge',
  judge: 'judges vote',
  merge: 'folding labels',
  select: 'choosing the best model',
  'train-gold': 'stage 2, training the gold model',
  'score-best': 'stage 2, scoring with the best model',
  'score-gold': 'stage 2, scoring with the gold model',
  filter: 'stage 2, filtering',
  'attribute-two': 'stage 2, writing attributes',
  'embed-two': 'stage 2, embedding',
  'judge-two': 'stage 2, judges vote',
  rule: 'stage 2, applying the rule',
  recycle: 'stage 2, recycling',
  export: 'writing the data set',
  'hold-out': 'holding out gold for the final model',
  'train-final': 'training the final model',
  'score-final': 'scoring gold with the final model',
  'score-selected': 'scoring gold with the best model',
  'evaluate-final': 'measuring the final model on gold',
  'in-use': 'asking which model is in use',
  'score-in-use': 'scoring gold with the model in use',
  register: 'registering the final model',
};

/** "judges vote, iteration 3". A step that this studio does not know keeps its own name. */
export function stepWords(label: string): string {
  const [stage = '', iteration] = label.split('@');
  const words = Object.hasOwn(stageWords, stage) ? stageWords[stage] : undefined;
  if (words === undefined) return label;
  if (iteration === '0') return `${words}, before the first iteration`;
  return iteration === undefined ? words : `${words}, iteration ${iteration}`;
}

const stateNames: Readonly<Record<BoardState, string>> = {
  running: 'Running',
  waiting: 'Waits for people',
  done: 'Done',
  stopped: 'Stopped',
  failed: 'Failed',
  lost: 'Lost',
};

/** A state as a word of its own. */
export function stateName(state: BoardState): string {
  return stateNames[state];
}

/** What a plan is at: the step, or how many pairs people have judged. */
export function stepOfState({ state, step, waiting }: Pick<Board, 'state' | 'step' | 'waiting'>): string {
  if (state === 'waiting' && waiting) return `${arrivedWords(waiting)} (${stepWords(waiting.step)})`;
  if (step === null) return '';
  const { label, done, all } = step;
  const far = all === null ? (done > 0 ? `: ${count(done)}` : '') : `: ${count(done)} of ${count(all)}`;
  return stepWords(label) + far;
}

export function arrivedWords({ arrived, wanted }: BoardWaiting): string {
  return `${count(arrived)} of ${count(wanted)} pairs judged`;
}

/** What is to be done in a state in which nothing goes on by itself; empty where something does. */
export function adviceFor(state: BoardState): string {
  if (state === 'lost')
    return 'Its process is gone without a word: it was killed, or its machine went down. What was finished is kept, and so is every answer that was paid.';
  if (state === 'failed') return 'What was finished is kept. Put right what it names, then let it go on.';
  if (state === 'stopped') return 'What was finished is kept.';
  return '';
}

/** Whether `assay curate resume` is what makes it go on. */
export function needsResume(state: BoardState): boolean {
  return state === 'lost' || state === 'failed' || state === 'stopped';
}

/** A plan's new state, for those who do not see it. */
export function changeWords({ plan, state, waiting }: Pick<BoardEntry, 'plan' | 'state' | 'waiting'>): string {
  const said: Readonly<Record<BoardState, string>> = {
    running: 'runs',
    waiting: `waits for people${waiting ? ` (${stepWords(waiting.step)})` : ''}`,
    done: 'is done',
    stopped: 'was stopped',
    failed: 'has failed',
    lost: 'is lost: its process is gone',
  };
  return `Curation: plan ${plan} ${said[state]}.`;
}

/** The plans in the list of rooms: "iter. 3", "waits" of the newest that is under way, else of the newest. Empty where there is none. */
export function railWords(list: readonly BoardEntry[]): string {
  const newest = list.toSorted((one, other) => other.at.localeCompare(one.at));
  const shown = newest.find(({ state }) => state === 'running' || state === 'waiting') ?? newest[0];
  if (!shown) return '';
  const { state, iterations } = shown;
  if (state === 'waiting') return 'waits';
  if (state !== 'running') return state;
  return iterations.done < iterations.all ? `iter. ${count(iterations.done + 1)}` : 'stage 2';
}

/** "3 of 8 iterations". */
export function iterationsWords({ iterations: { done, all } }: BoardEntry): string {
  return `${count(done)} of ${count(all)} iteration${all === 1 ? '' : 's'}`;
}
