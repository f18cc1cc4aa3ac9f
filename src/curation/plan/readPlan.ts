import { HeadReader, type Subject } from '../../verdicts/protocol/HeadReader';
import type { Plan } from './Plan';
import { PlanError } from './PlanError';
import { planSpecs } from './planSpecs';
import { readFields } from './specs';

const longest = 100_000;
const subject: Subject = { name: 'The plan', linesAbove: 0, error: PlanError };

/**
 * A plan from its YAML (`example.yaml` beside this file). Every scalar is read as a text and then by its own rule; nothing in it is
 * ever run, and a name that is not known is refused.
 *
 * @throws PlanError, and nothing else, with the line, the rule that is broken, what stood there and what to do.
 */
export function readPlan(yaml: string): Plan {
  if (yaml.length > longest)
    throw new PlanError(1, `The plan has ${yaml.length} characters. ${longest} is the limit; name files instead.`);
  const reader = new HeadReader(yaml.replace(/^\uFEFF/, ''), subject);
  const fields = reader.fields(reader.root, 'The plan', Object.keys(planSpecs));
  const plan = readFields(reader, fields, planSpecs, '');
  const complain = (name: string, message: string): never => {
    throw reader.error(fields.get(name)?.offset ?? 0, message);
  };
  checkTogether(plan, complain);
  return plan;
}

/** What no setting says alone. */
function checkTogether(plan: Plan, complain: (section: string, message: string) => never): void {
  const { machines, votes, sampling, iterations, data, registry } = plan;
  const { training, final, best, gold, judges } = machines;
  if (training === null && best === null)
    complain('machines', '"machines" has no reward model. Name a run file as "training", or a served model as "best".');
  if (training === null && gold === null && data.wild.length > 0)
    complain('machines', 'Stage 2 needs a gold model. Name "machines.training", or a served model as "machines.gold".');
  if (training !== null && (best !== null || gold !== null))
    complain('machines', '"machines.training" makes the reward models. Take "best" and "gold" away, or "training".');
  if (training !== null && data.start.length === 0 && iterations.count > 0)
    complain(
      'data',
      '"data.start" is empty, and the first reward model needs labelled pairs to learn from. Name files.',
    );
  if (training === null && final === null && plan.training.scoring === 'job')
    complain('training', '"training.scoring" is "job", and the plan trains no model. Take it away.');
  if (registry !== null && training === null && final === null)
    complain('registry', '"registry" takes the model that the plan trains. Name a run file as "machines.final".');
  if (registry?.tags.includes('adopted'))
    complain('registry', 'The tag "adopted" is set by a person in the studio. Take it out of "registry.tags".');
  if (votes.fewestModels > Math.max(1, judges.length))
    complain('votes', `"votes.fewestModels" is ${votes.fewestModels}, and the plan has ${judges.length} judges.`);
  if (votes.fewestSamples > sampling.samples)
    complain(
      'votes',
      `"votes.fewestSamples" is ${votes.fewestSamples}, and each judge gives ${sampling.samples} samples.`,
    );
  const names = judges.map(({ model, revision }) => `${model}@${revision}`);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) complain('machines', `The judge ${twice} stands twice, and would have two votes. Keep one.`);
}
