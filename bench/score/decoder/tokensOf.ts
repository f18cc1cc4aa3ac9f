import { planModel } from '../../../src/engine/architectures/architectures';
import { readJsonObject } from '../../../src/engine/checkpoint/readJson';
import { requireFile } from '../../../src/engine/checkpoint/requireFile';
import { FolderSource } from '../../../src/engine/checkpoint/stored/FolderSource';
import type { PreparedGroup } from '../../../src/engine/text/TextSource';
import { openTexts } from '../../../src/engine/text/openTexts';
import { NodeFolder } from '../../../server/NodeFolder';
import { decoderRequests, type DecoderItem } from './decoderItems';

/** The tokens of items, as the checkpoint's template and tokenizer give them. */
export interface ItemTokens {
  groups: PreparedGroup[];
  /** Of each distinct text, without padding. */
  plain: number;
  /** The same, each common beginning of a prompt's texts counted once. */
  shared: number;
}

export async function tokensOf(checkpoint: string, items: readonly DecoderItem[]): Promise<ItemTokens> {
  const folder = await NodeFolder.open(checkpoint);
  const source = new FolderSource(folder.name, folder);
  const { plan } = planModel(readJsonObject('config.json', await requireFile(source, 'config.json')));
  const { texts } = await openTexts(source, plan.vocabulary, { rule: plan.textRule, padId: plan.padId });
  const groups = await texts.prepare(decoderRequests(items, { sharing: true }));
  texts.close();
  await source.close();
  const tokens = (count: (group: PreparedGroup) => number) => groups.reduce((sum, group) => sum + count(group), 0);
  const suffixes = tokens(({ texts: all }) => all.reduce((sum, { suffix }) => sum + suffix.length, 0));
  return {
    groups,
    plain: suffixes + tokens(({ prefix, texts: all }) => prefix.length * all.length),
    shared: suffixes + tokens(({ prefix }) => prefix.length),
  };
}
