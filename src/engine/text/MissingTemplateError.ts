import { CheckpointError } from '../checkpoint/CheckpointError';
import { templateFile } from './ChatTemplate';
import { chatTemplateFamilies } from './chatTemplateFamilies';
import { tokenizerConfigFile } from './TextTokenizer';

const offered = chatTemplateFamilies.map(({ title }) => title).join(', ');

/** A checkpoint that does not say how a conversation becomes a text: a person has to choose a family's template. */
export class MissingTemplateError extends CheckpointError {
  override readonly name: string = 'MissingTemplateError';

  constructor() {
    super(
      templateFile,
      `the checkpoint must have this file, or "chat_template" in ${tokenizerConfigFile}, and has neither; ` +
        `choose the template that it was trained with (${offered}).`,
    );
  }
}
