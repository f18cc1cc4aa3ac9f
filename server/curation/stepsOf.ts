import type { CurationSetup } from './CurationSetup';
import type { Step } from './pipeline/Step';
import { finalSteps } from './registration/finalSteps';
import { assignStep } from './stages/assignStep';
import { attributeStep } from './stages/attributeStep';
import { cleanStep } from './stages/cleanStep';
import { embedStep } from './stages/embedStep';
import { evaluateStep } from './stages/evaluateStep';
import type { CardFacts } from './stages/dataSetCard';
import { exportStep } from './stages/exportStep';
import { filterStep } from './stages/filterStep';
import { firstGoldStep, humanStep } from './stages/humanStep';
import { judgeStep } from './stages/judgeStep';
import { mergeStep } from './stages/mergeStep';
import { PairSource } from './stages/PairSource';
import { readStep } from './stages/readStep';
import { retrieveStep } from './stages/retrieveStep';
import { recycleStep, ruleStep } from './stages/ruleStep';
import { scoreStep } from './stages/scoreStep';
import { selectStep } from './stages/selectStep';
import { trainStep } from './stages/trainStep';

const clean = 'clean';
const attribute = 'attribute';
const embed = 'embed';
const inPool = new PairSource(clean, clean, `p.part = 'pool'`, true);

/** All steps of a plan in their order: the preparation, the iterations of stage 1, stage 2 (arXiv 2507.01352), the data set. */
export function stepsOf(setup: CurationSetup): Step[] {
  const { iterations } = setup.stageOne;
  const { final } = setup;
  const labels = [`merge@${iterations}`, ...(setup.stageTwo === null ? [] : ['recycle'])];
  const numbers = Array.from({ length: iterations }, (_, at) => at + 1);
  return [
    ...preparation(setup),
    ...numbers.flatMap((iteration) => iterationSteps(setup, iteration)),
    selectStep(
      'select',
      numbers.map((iteration) => ({ train: `train@${iteration}`, evaluate: `evaluate@${iteration}` })),
    ),
    ...(setup.stageTwo === null ? [] : stageTwoSteps(setup, `merge@${iterations}`, setup.stageTwo)),
    exportStep('export', { clean, labels }, cardFacts(setup)),
    ...(final === null ? [] : finalSteps({ ...setup, final }, { clean, labels, data: 'export', selected: 'select' })),
  ];
}

function cardFacts({ card, versions, stageOne, machines }: CurationSetup): CardFacts {
  return { ...card, versions, fold: stageOne.fold, judges: machines.judges.map(({ id }) => id) };
}

function preparation({
  files,
  clean: settings,
  machines,
  judging,
  seed,
  human,
  versions,
  stageOne,
}: CurationSetup): Step[] {
  return [
    readStep('read', files),
    cleanStep(clean, 'read', settings),
    attributeStep(attribute, inPool, { describer: machines.describer, sampling: judging.sampling, seed }),
    embedStep(embed, inPool, attribute, machines.embedding),
    firstGoldStep('gold', clean, human, stageOne.fold),
    mergeStep('merge@0', 0, { clean, before: null, human: 'gold', judge: null }, versions),
  ];
}

function iterationSteps(setup: CurationSetup, iteration: number): Step[] {
  const { stageOne, retrieval, machines, human, versions, seed } = setup;
  const at = (stage: string) => `${stage}@${iteration}`;
  const labels = `merge@${iteration - 1}`;
  const { threshold, repeats, candidates } = retrieval;
  const { pairs: most, arrival, iterations, verdicts, overlap, enough, fold, disputed } = stageOne;
  return [
    trainStep(at('train'), 'best', { clean, labels }, machines.models, { seed, heldOut: setup.stageOne.heldOut }),
    scoreStep(
      at('score'),
      new PairSource(labels, clean, `p.kind = 'gold'`, false),
      at('train'),
      machines.models,
      'best',
    ),
    evaluateStep(at('evaluate'), { labels, score: at('score') }),
    retrieveStep(
      at('retrieve'),
      { clean, embed, labels, score: at('score') },
      { threshold, repeats, candidates, most, seed, arrival, iteration, iterations },
    ),
    assignStep(at('assign'), { retrieve: at('retrieve'), clean, attribute }, { verdicts, overlap, seed }),
    humanStep(at('human'), { assign: at('assign'), clean, attribute, labels }, human, { enough, fold, disputed }),
    judgeStep(
      at('judge'),
      {
        source: new PairSource(at('assign'), clean, `p.to_whom = 'judges'`, false),
        attribute,
        embed,
        gold: { clean, attribute, embed, labels },
      },
      judgeSettings(setup),
    ),
    mergeStep(at('merge'), iteration, { clean, before: labels, human: at('human'), judge: at('judge') }, versions),
  ];
}

function stageTwoSteps(setup: CurationSetup, labels: string, settings: NonNullable<CurationSetup['stageTwo']>): Step[] {
  const { machines, judging, seed, versions } = setup;
  const everything = new PairSource(clean, clean, `p.part = 'wild' and p.fate = 'kept'`, true);
  const asked = new PairSource('filter', clean, 'p.ask', true);
  const describe = { describer: machines.describer, sampling: judging.sampling, seed };
  return [
    trainStep('train-gold', 'gold', { clean, labels }, machines.models, { seed, heldOut: setup.stageOne.heldOut }),
    scoreStep('score-best', everything, 'select', machines.models, 'best'),
    scoreStep('score-gold', everything, 'train-gold', machines.models, 'gold'),
    filterStep('filter', { clean, best: 'score-best', gold: 'score-gold', labels }, settings),
    attributeStep('attribute-two', asked, describe),
    embedStep('embed-two', asked, 'attribute-two', machines.embedding),
    judgeStep(
      'judge-two',
      { source: asked, attribute: 'attribute-two', embed: 'embed-two', gold: { clean, attribute, embed, labels } },
      judgeSettings(setup),
    ),
    ruleStep('rule', { filter: 'filter', judge: 'judge-two', best: 'select', gold: 'train-gold' }, settings),
    recycleStep('recycle', 'rule', versions),
  ];
}

function judgeSettings({ machines, judging, retrieval, seed }: CurationSetup) {
  const { examples, exampleThreshold } = retrieval;
  return { ...judging, judges: machines.judges, examples, exampleThreshold, seed };
}
