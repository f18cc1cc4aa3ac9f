import {
  boardStates,
  boardVersion,
  type Board,
  type BoardAccuracy,
  type BoardEntry,
  type BoardFinal,
  type BoardIteration,
  type BoardStageTwo,
  type BoardTraining,
  type BoardWaiting,
} from '../../curation/board/Board';
import type { ExplainedVerdicts, ExplainedVote, PairExplanation } from '../../curation/board/PairExplanation';
import type { Cost } from '../../curation/cost/Cost';
import { unlabelledReasons, type CuratedLabel } from '../../curation/labels/CuratedLabel';
import { WireError } from '../wire/WireError';
import { WireFields } from '../wire/WireFields';

/**
 * Boards and explanations, checked where they enter: in the studio what a server says, on the server what a pipeline wrote. Each throws
 * `WireError` where it is something else.
 */
export const readCuration = { list: readList, board: readBoard, explanation: readExplanation };

function readList(value: unknown): BoardEntry[] {
  return new WireFields('plans', value).each('plans').map((entry) => {
    const iterations = entry.fields('iterations');
    return {
      plan: entry.text('plan'),
      state: entry.choice('state', boardStates),
      startedAt: entry.text('startedAt'),
      at: entry.text('at'),
      step: entry.textOrNull('step'),
      waiting: waitingOf(entry),
      iterations: { done: iterations.count('done'), all: iterations.count('all') },
    };
  });
}

function readBoard(value: unknown): Board {
  const board = new WireFields('board', value);
  if (board.count('version') !== boardVersion)
    throw new WireError(`board.version must be ${boardVersion}, not ${board.count('version')}: one side is older.`);
  const [step, estimate, dataSet] = ['step', 'estimate', 'dataSet'].map((name) => board.fieldsOrNull(name));
  return {
    version: boardVersion,
    plan: board.text('plan'),
    project: board.text('project'),
    state: board.choice('state', boardStates),
    reason: board.textOrNull('reason'),
    startedAt: board.text('startedAt'),
    at: board.text('at'),
    step: step
      ? { label: step.text('label'), stage: step.text('stage'), done: step.count('done'), all: step.countOrNull('all') }
      : null,
    steps: board.each('steps').map((one) => ({
      label: one.text('label'),
      counts: one.objectOrNull('counts') === null ? null : one.countRecord('counts'),
    })),
    waiting: waitingOf(board),
    iterations: board.each('iterations').map(iterationOf),
    stageTwo: stageTwoOf(board.fieldsOrNull('stageTwo')),
    cost: costOf(board.fields('cost')),
    estimate: estimate ? costOf(estimate) : null,
    budget: budgetOf(board.fields('budget')),
    final: finalOf(board.fieldsOrNull('final')),
    dataSet: dataSet
      ? { rows: dataSet.count('rows'), gold: dataSet.count('gold'), silver: dataSet.count('silver') }
      : null,
  };
}

function waitingOf(fields: WireFields): BoardWaiting | null {
  const waiting = fields.fieldsOrNull('waiting');
  return (
    waiting && {
      step: waiting.text('step'),
      task: waiting.text('task'),
      wanted: waiting.count('wanted'),
      arrived: waiting.count('arrived'),
    }
  );
}

function iterationOf(fields: WireFields): BoardIteration {
  return {
    iteration: fields.count('iteration'),
    pool: fields.countOrNull('pool'),
    gold: fields.countOrNull('gold'),
    silver: fields.countOrNull('silver'),
    discarded: fields.countOrNull('discarded'),
    disagreement: partOf(fields.fieldsOrNull('disagreement')),
    flipped: partOf(fields.fieldsOrNull('flipped')),
    accuracy: accuracyOf(fields.fieldsOrNull('accuracy')),
    model: fields.textOrNull('model'),
    training: trainingOf(fields.fieldsOrNull('training')),
  };
}

function partOf(fields: WireFields | null): { pairs: number; of: number } | null {
  return fields && { pairs: fields.count('pairs'), of: fields.count('of') };
}

function accuracyOf(fields: WireFields | null): BoardAccuracy | null {
  return (
    fields && {
      share: fields.number('share'),
      low: fields.number('low'),
      high: fields.number('high'),
      pairs: fields.count('pairs'),
    }
  );
}

function trainingOf(fields: WireFields | null): BoardTraining | null {
  return (
    fields && {
      run: fields.text('run'),
      phase: fields.text('phase'),
      startedAt: fields.textOrNull('startedAt'),
      hours: fields.number('hours'),
      step: fields.countOrNull('step'),
      steps: fields.countOrNull('steps'),
      figures: fields.each('figures').map((figure) => ({
        step: figure.count('step'),
        loss: figure.numberOrNull('loss'),
        goldAccuracy: figure.numberOrNull('goldAccuracy'),
      })),
    }
  );
}

function stageTwoOf(fields: WireFields | null): BoardStageTwo | null {
  return (
    fields && {
      rows: fields.count('rows'),
      kept: fields.count('kept'),
      keptByJudges: fields.count('keptByJudges'),
      discarded: fields.count('discarded'),
      flipped: fields.count('flipped'),
      undecided: fields.count('undecided'),
      asked: fields.countOrNull('asked'),
    }
  );
}

function costOf(fields: WireFields): Cost {
  return {
    verdicts: fields.number('verdicts'),
    humanHours: fields.number('humanHours'),
    calls: fields.number('calls'),
    tokensIn: fields.number('tokensIn'),
    tokensOut: fields.number('tokensOut'),
    gpuHours: fields.number('gpuHours'),
    money: fields.number('money'),
  };
}

function budgetOf(fields: WireFields): Board['budget'] {
  return {
    calls: fields.numberOrNull('calls'),
    tokens: fields.numberOrNull('tokens'),
    gpuHours: fields.numberOrNull('gpuHours'),
    humanHours: fields.numberOrNull('humanHours'),
    money: fields.numberOrNull('money'),
  };
}

function finalOf(fields: WireFields | null): BoardFinal | null {
  if (fields === null) return null;
  const registered = fields.fieldsOrNull('registered');
  return {
    run: fields.textOrNull('run'),
    training: trainingOf(fields.fieldsOrNull('training')),
    accuracy: accuracyOf(fields.fieldsOrNull('accuracy')),
    registered: registered && {
      model: registered.text('model'),
      version: registered.count('version'),
      digest: registered.text('digest'),
    },
  };
}

function readExplanation(value: unknown): PairExplanation {
  const found = new WireFields('explanation', value);
  return {
    pair: found.text('pair'),
    label: labelOf(found.fieldsOrNull('label')),
    sentences: found.texts('sentences'),
    verdicts: verdictsOf(found.fieldsOrNull('verdicts')),
    votes: found.each('votes').map(voteOf),
    rewards: found.each('rewards').map((one) => ({
      step: one.text('step'),
      first: one.numberOrNull('first'),
      second: one.numberOrNull('second'),
    })),
    versions: found.textRecord('versions'),
    trail: found.texts('trail'),
  };
}

function labelOf(fields: WireFields | null): CuratedLabel | null {
  if (fields === null) return null;
  if (fields.choice('kind', ['label', 'none']) === 'none')
    return { kind: 'none', why: fields.choice('why', unlabelledReasons) };
  return {
    kind: 'label',
    chosen: fields.choice('chosen', ['first', 'second']),
    origin: fields.choice('origin', ['gold', 'silver']),
    stage: fields.count('stage') === 2 ? 2 : 1,
    flipped: fields.flag('flipped'),
  };
}

function verdictsOf(fields: WireFields | null): ExplainedVerdicts | null {
  return (
    fields && {
      outcome: fields.text('outcome'),
      fold: fields.text('fold'),
      people: fields.count('people'),
      protocols: fields.texts('protocols'),
      events: fields.each('events').map((event) => ({ id: event.text('id'), hash: event.text('hash') })),
    }
  );
}

function voteOf(fields: WireFields): ExplainedVote {
  return {
    model: fields.text('model'),
    vote: fields.text('vote'),
    because: fields.textOrNull('because'),
    first: fields.number('first'),
    second: fields.number('second'),
    undecidable: fields.number('undecidable'),
    abstained: fields.count('abstained'),
  };
}
