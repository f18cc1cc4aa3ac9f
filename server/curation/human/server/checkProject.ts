import { parseProtocol } from '../../../../src/verdicts/protocol/parseProtocol';
import { protocolName } from '../../../../src/verdicts/protocol/Protocol';
import { sha256OfText } from '../../../ledger/sha256OfText';
import { PipelineError } from '../../pipeline/PipelineError';
import type { HumanAsk } from '../HumanWork';
import type { ServerProject } from './ServerProject';

/** Texts of protocols. */
export interface PlanProtocol {
  /** Of the plan, by which its judges are asked. */
  text: string;
  /** That comes with Assay, which a project goes by that has none of its own. */
  usual: string;
}

/**
 * Whether the project is there, the plan's token is good for all that the plan does in it, and people there judge by the plan's protocol:
 * asked before anything is paid, rather than when the first task is made.
 * @throws ServerRefusal, PipelineError
 */
export async function checkProject(project: ServerProject, protocol: PlanProtocol, ask: HumanAsk): Promise<void> {
  await checkProtocol(project, protocol, ask);
  await project.tasks(ask);
  await project.dataSet('', ask);
  await project.checkMayMake(ask);
}

/** Whether people in the project judge by the plan's protocol. @throws PipelineError where they judge by another one */
export async function checkProtocol(
  project: ServerProject,
  { text, usual }: PlanProtocol,
  ask: HumanAsk,
): Promise<void> {
  const inForce = (await project.protocol(ask)) ?? { name: nameOf(usual), sha256: sha256OfText(usual) };
  if (inForce.sha256 === sha256OfText(text)) return;
  const same = inForce.name === nameOf(text) ? ', but with another text' : '';
  throw new PipelineError(
    `The plan goes by protocol ${nameOf(text)}, and in project ${project.id} of ${project.client.base} ${inForce.name} is in force${same}: ` +
      `people would judge by other rules than the plan's judges. Put the plan's protocol in force there, or name theirs as "people.protocol".`,
  );
}

function nameOf(text: string): string {
  return protocolName(parseProtocol(text));
}
