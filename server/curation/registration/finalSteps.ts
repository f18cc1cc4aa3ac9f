import type { CurationSetup } from '../CurationSetup';
import type { Step } from '../pipeline/Step';
import { PairSource } from '../stages/PairSource';
import { scoreStep } from '../stages/scoreStep';
import { evaluateFinalStep, type Rival } from './evaluateFinalStep';
import type { FinalSetup } from './FinalSetup';
import { holdOutStep } from './holdOutStep';
import { inUseStep, whereThereIsOne } from './inUseStep';
import { registerStep } from './registerStep';
import { trainFinalStep } from './trainFinalStep';

const [heldOut, final, score, evaluate] = ['hold-out', 'train-final', 'score-final', 'evaluate-final'] as const;

/** The last steps of a plan: the model of the whole data set, measured beside those before it, and registered. */
export function finalSteps(
  setup: CurationSetup & { final: FinalSetup },
  inputs: { clean: string; labels: readonly string[]; data: string; selected: string },
): Step[] {
  const { models, registry } = setup.final;
  const pairs = new PairSource(heldOut, inputs.clean, 'p.gold', false);
  const before: Rival = { what: 'selected', model: inputs.selected, score: 'score-selected' };
  const inUse: Rival = { what: 'in_use', model: 'in-use', score: 'score-in-use' };
  const rivals = [before, ...(registry === null ? [] : [inUse])];
  const { seed, stageOne, card, versions } = setup;
  return [
    holdOutStep(heldOut, inputs, { seed, heldOut: stageOne.heldOut }),
    trainFinalStep(final, { data: inputs.data, heldOut }, models),
    scoreStep(score, pairs, final, models, 'best'),
    scoreStep(before.score, pairs, before.model, setup.machines.models, 'best'),
    ...(registry === null
      ? []
      : [
          inUseStep(inUse.model, final, registry),
          whereThereIsOne(scoreStep(inUse.score, pairs, inUse.model, models, 'best'), inUse.model),
        ]),
    evaluateFinalStep(
      evaluate,
      { data: inputs.data, heldOut, final, score, rivals },
      { plan: card.plan, dataLicence: card.license, versions },
    ),
    ...(registry === null ? [] : [registerStep('register', { final, evaluate }, registry)]),
  ];
}
