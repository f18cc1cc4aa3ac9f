import type { Message, Role } from '../../Message';
import type { ExportRow } from '../ExportRow';
import { oneText } from '../textChunks';
import { jsonlFile } from './jsonlFile';
import type { ExportFile, Profile, Refusal } from './Profile';
import { refuseMoreThanTexts } from './refuse';

const tags = new Map<Role, string>([
  ['system', 'system'],
  ['user', 'human'],
  ['assistant', 'gpt'],
  ['tool', 'observation'],
]);

/** Source: LLaMA-Factory's ShareGPT converter: a system turn first or none, then alternating turns; single objects as responses. */
export const llamaFactoryProfile: Profile = {
  title: 'LLaMA-Factory',
  about:
    'ShareGPT ranking rows and the dataset_info.json that names them: put both into one folder and give it as dataset_dir.',
  takes: 'preferences',
  cannotSay: ['ties', 'several turns', 'thinking'],
  strength: 'never',
  provenance: 'beside',
  refuses,
  files: ({ name, rows }) => {
    const data = jsonlFile(`${name}.llamafactory.jsonl`, rows, (row) => [rankingRow(row)]);
    return [data, dataSetInfo(name, data.path)];
  },
};

function rankingRow({ pair, chosen, rejected }: ExportRow): object {
  const [better, worse] = [chosen, rejected].map(({ messages }) => messages.map(turn)[0]);
  return { conversations: pair.prompt.map(turn), chosen: better, rejected: worse };
}

function turn({ role, content }: Message): object {
  return { from: tags.get(role), value: content };
}

function refuses(row: ExportRow): Refusal | null {
  const more = refuseMoreThanTexts(row);
  if (more !== null) return more;
  const { prompt } = row.pair;
  if (prompt.some(({ role }) => !tags.has(role))) return 'role';
  const turns = prompt[0]?.role === 'system' ? prompt.slice(1) : prompt;
  const alternate = turns.every(({ role }, at) => (role === 'assistant') === (at % 2 === 1) && role !== 'system');
  return alternate && turns.length % 2 === 1 ? null : 'turn_order';
}

function dataSetInfo(name: string, file: string): ExportFile {
  const columns = { messages: 'conversations', chosen: 'chosen', rejected: 'rejected' };
  const info = { [name]: { file_name: file, formatting: 'sharegpt', ranking: true, columns } };
  const text = `${JSON.stringify(info, null, 2)}\n`;
  return { path: 'dataset_info.json', type: 'application/json', chunks: () => oneText(text) };
}
