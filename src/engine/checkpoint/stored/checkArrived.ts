import { planModel } from '../../architectures/architectures';
import { configFile } from '../../architectures/configFields';
import { templateFile } from '../../text/ChatTemplate';
import { inlineTemplate } from '../../text/textFiles';
import { tokenizerConfigFile, tokenizerFile } from '../../text/TextTokenizer';
import type { CheckpointSource } from '../CheckpointSource';
import { checkTensors, openWeights } from '../openWeights';
import { readJsonObject } from '../readJson';
import { requireFile } from '../requireFile';

/** What the files of a checkpoint say of it. */
export interface ArrivedCheckpoint {
  architecture: string;
  hasTemplate: boolean;
  /** The files that its digest is taken of: those that decide a reward. */
  digested: string[];
}

/**
 * Checks a checkpoint before it is listed: a class that the engine runs, and exactly its tensors. Reads headers only.
 * @throws CheckpointError that names the file at fault, and the tensor or field
 */
export async function checkArrived(source: CheckpointSource): Promise<ArrivedCheckpoint> {
  const { architecture, plan } = planModel(readJsonObject(configFile, await requireFile(source, configFile)));
  readJsonObject(tokenizerFile, await requireFile(source, tokenizerFile));
  const config = readJsonObject(tokenizerConfigFile, await requireFile(source, tokenizerConfigFile));
  const weights = await openWeights(source);
  checkTensors(weights, plan.tensors);
  const ownTemplate = await source.has(templateFile);
  const texts = [tokenizerFile, tokenizerConfigFile, ...(ownTemplate ? [templateFile] : [])];
  return {
    architecture,
    hasTemplate: ownTemplate || inlineTemplate(config) !== null,
    digested: [configFile, ...texts, ...weights.files],
  };
}
