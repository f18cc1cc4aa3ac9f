import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { LoadProgress } from '../../src/engine/contract';
import { chatTemplateFamilies } from '../../src/engine/text/chatTemplateFamilies';
import { MissingTemplateError } from '../../src/engine/text/MissingTemplateError';
import { openModel, type OpenModel } from '../engine/openModel';
import { CommandError, exitCodes } from './CommandError';
import type { CommandSetting } from './CommandSetting';
import type { Interruption } from './Interruption';
import type { ModelFlags } from './modelOptions';
import type { ProgressLine } from './ProgressLine';
import { resolveModel } from './resolveModel';
import { byteWords } from './words';

/** Loads the model that the flags name, showing how far it is. Ended by the interruption, with what is converted kept. */
export async function loadModel(
  what: string,
  flags: ModelFlags,
  setting: CommandSetting,
  line: ProgressLine,
  interruption: Interruption,
  onProgress: (progress: LoadProgress) => void = () => undefined,
): Promise<OpenModel> {
  const dataFolder = resolve(flags.data);
  const template = flags.template === undefined ? null : await templateText(flags.template);
  const choice = await resolveModel(what, { ...flags, demoFolder: setting.demoFolder, dataFolder }, line, interruption);
  const options = { precision: flags.precision ?? null, template, threads: flags.threads ?? null, dataFolder };
  const show = (progress: LoadProgress) => {
    onProgress(progress);
    line.show(progress.doneBytes, progress.totalBytes ?? 0, wordsOf(progress));
  };
  try {
    return await openModel(choice, options, show, (engine) => interruption.onWanted(() => void engine.cancel()));
  } catch (error) {
    if (interruption.isWanted) throw new CommandError('Interrupted; what is converted is kept.', exitCodes.interrupted);
    throw error instanceof MissingTemplateError ? new CommandError(`${error.message} ${templateAdvice}`) : error;
  } finally {
    line.end();
  }
}

const families = chatTemplateFamilies.map(({ name }) => name).join(', ');
const templateAdvice = `Name it by --template: ${families}, or a file.`;

/** The template of a family, else of a file. */
async function templateText(named: string): Promise<string> {
  const family = chatTemplateFamilies.find(({ name }) => name === named);
  if (family) return family.template;
  return readFile(named, 'utf8').catch((error: unknown) => {
    throw new CommandError(
      `--template ${named} is no family (${families}) and no file that can be read: ${(error as Error).message}`,
    );
  });
}

const stages: Record<LoadProgress['stage'], string> = {
  download: 'reading the checkpoint',
  build: 'converting',
  session: 'starting',
  check: 'checking',
};

function wordsOf({ stage, doneBytes, totalBytes }: LoadProgress): string {
  const all = totalBytes === null ? '' : ` of ${byteWords(totalBytes)}`;
  return doneBytes === 0 ? stages[stage] : `${stages[stage]} ${byteWords(doneBytes)}${all}`;
}
