import type { KnownModel } from './contract';

/** Two answers to one question, of which the second goes wrong at its last step: the test vector of the models' README. */
const question =
  'Jane has 12 apples. She gives 4 apples to her friend Mark, then buys 1 more apple, and finally splits all her apples equally among herself and her 2 siblings. How many apples does each person get?';
const steps =
  '1. Jane starts with 12 apples and gives 4 to Mark. 12 - 4 = 8. Jane now has 8 apples.\n2. Jane buys 1 more apple. 8 + 1 = 9. Jane now has 9 apples.\n';
const right =
  '3. Jane splits the 9 apples equally among herself and her 2 siblings (3 people in total). 9 ÷ 3 = 3 apples each. Each person gets 3 apples.';
const wrong =
  '3. Jane splits the 9 apples equally among her 2 siblings (2 people in total). 9 ÷ 2 = 4.5 apples each. Each person gets 4 apples.';

/** What quantisation may add to the 0.15 that the source itself allows between two programs in 16 bits. */
const tolerance: KnownModel['tolerance'] = { f32: 0.15, f16: 0.15, q8: 0.25, q4: 1.5 };

interface Entry {
  licence: string;
  /** Published rewards of the right and of the wrong answer. */
  rewards: readonly [number, number] | null;
  source: string;
}

const apache = 'Apache-2.0';
const models: ReadonlyMap<string, Entry> = new Map([
  ['Skywork-Reward-V2-Qwen3-0.6B', { licence: apache, rewards: [7.875, 0.9453], source: 'SGLang pull request 17992' }],
  ['Skywork-Reward-V2-Qwen3-1.7B', { licence: apache, rewards: null, source: '' }],
  ['Skywork-Reward-V2-Qwen3-4B', { licence: apache, rewards: null, source: '' }],
  ['Skywork-Reward-V2-Qwen3-8B', { licence: apache, rewards: null, source: '' }],
  ['Skywork-Reward-V2-Llama-3.2-1B', { licence: 'Llama 3.2 Community License', rewards: null, source: '' }],
  ['Skywork-Reward-V2-Llama-3.2-3B', { licence: 'Llama 3.2 Community License', rewards: null, source: '' }],
  [
    'Skywork-Reward-V2-Llama-3.1-8B',
    { licence: 'Llama 3.1 Community License', rewards: [23, 3.59375], source: 'the model card' },
  ],
]);

/** What is published of a model, by the last part of its repository's name, whatever its version; null where it is not known. */
export function knownModel(name: string): KnownModel | null {
  const title = (name.split('/').at(-1) ?? name).replace(/@\d+$/, '');
  const entry = models.get(title);
  if (!entry) return null;
  const answers = [steps + right, steps + wrong];
  const vector = (entry.rewards ?? []).map((reward, index) => ({
    messages: [
      { role: 'user', content: question },
      { role: 'assistant', content: answers[index] ?? '' },
    ],
    promptLength: 1,
    reward,
  }));
  return { title, licence: entry.licence, vector, source: entry.source, tolerance };
}
