import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readJsonObject } from '../../../../src/engine/checkpoint/readJson';
import { ChatTemplate, specialTokens, templateFile } from '../../../../src/engine/text/ChatTemplate';
import { inlineTemplate } from '../../../../src/engine/text/textFiles';
import { tokenizerConfigFile } from '../../../../src/engine/text/TextTokenizer';
import type { Message } from '../../../../src/pairs/Message';
import { MachineError } from '../MachineError';
import type { ServedModel } from './ServedRewards';

/**
 * Opens the chat template of a checkpoint folder, without its weights: a server's texts are rendered here, by the same template as
 * in the engine, so that a change of the server's own changes nothing.
 * @param bos whether the text keeps the BOS token that the template writes
 * @throws MachineError where the folder has no template
 */
export async function openRenderer(folder: string, bos: 'kept' | 'stripped'): Promise<ServedModel['render']> {
  const configBytes = await readFile(join(folder, tokenizerConfigFile));
  const config = readJsonObject(tokenizerConfigFile, configBytes);
  const own = await readFile(join(folder, templateFile), 'utf8').catch(() => null);
  const text = own ?? inlineTemplate(config);
  if (text === null)
    throw new MachineError(`${folder} has no ${templateFile}: a served reward model needs its template here.`);
  const template = new ChatTemplate(templateFile, text, config);
  const token = specialTokens(config)['bos_token'] ?? '';
  return (messages) => {
    const rendered = template.render(messages.map(({ role, content }: Message) => ({ role, content })));
    return bos === 'stripped' && token !== '' && rendered.startsWith(token) ? rendered.slice(token.length) : rendered;
  };
}
