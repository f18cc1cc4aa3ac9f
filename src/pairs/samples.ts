/** A data set that comes with Assay, in the shape of its source, under `public/samples/`. */
export interface Sample {
  /** The file's name, which the data set gets as well. */
  name: string;
  /** Where the studio finds it, from its own root. */
  address: string;
  title: string;
  /** What it holds and who judged it. */
  description: string;
  pairs: number;
  bytes: number;
  /** The line that the licence asks to show. */
  attribution: string;
  licence: string;
  /** What people should know before they see its texts; null: nothing in it is meant to harm. */
  notice: string | null;
}

const llmBar = {
  attribution: 'LLMBar, Copyright (c) 2023 Princeton Natural Language Processing, MIT; Zeng et al. 2024',
  licence: 'MIT',
  notice: null,
};
const rmBench = {
  attribution: 'RM-Bench, Liu et al. 2024, THU-KEG/RM-Bench, ODC-BY, arXiv 2410.16184',
  licence: 'ODC-BY-1.0',
  notice: null,
};
const evaluationOnly = 'For evaluation only.';
const trainedOn = 'The demo model was trained on a part of them: its accuracy here flatters it.';

const sources: Omit<Sample, 'address'>[] = [
  {
    name: 'pandalm.json',
    title: 'PandaLM test set',
    description:
      'Short instructions with the answers of two models, judged by three annotators each; the label is their majority. ' +
      trainedOn,
    pairs: 837,
    bytes: 827827,
    attribution: 'PandaLM, Wang et al. 2023, WeOpenML/PandaLM, Apache-2.0',
    licence: 'Apache-2.0',
    notice: null,
  },
  {
    name: 'mt-bench-human.jsonl',
    title: 'MT-bench human votes',
    description:
      'One vote in seven of experts who compared two models after the first or the second turn, ties included. ' +
      trainedOn,
    pairs: 248,
    bytes: 1232761,
    attribution:
      'MT-bench human judgments, Zheng et al. 2023, LMSYS, CC-BY-4.0; via Vibhanshu-555/Human-Aligned-LLM-Evaluation-Audit, ' +
      'Copyright (c) 2025 Vibhanshu Dubey, MIT. Changed: a sample of the rows',
    licence: 'CC-BY-4.0',
    notice: null,
  },
  {
    name: 'llmbar-natural.json',
    title: 'LLMBar Natural',
    description: `Real instructions of which one answer is objectively better. ${evaluationOnly}`,
    pairs: 100,
    bytes: 88271,
    ...llmBar,
  },
  {
    name: 'llmbar-neighbor.json',
    title: 'LLMBar Adversarial, Neighbor',
    description: `The worse answer follows a similar instruction and reads better than the right one. ${evaluationOnly}`,
    pairs: 134,
    bytes: 128006,
    ...llmBar,
  },
  {
    name: 'llmbar-gptinst.json',
    title: 'LLMBar Adversarial, GPTInst',
    description: `The worse answer follows an instruction that a model changed. ${evaluationOnly}`,
    pairs: 92,
    bytes: 209055,
    ...llmBar,
  },
  {
    name: 'llmbar-gptout.json',
    title: 'LLMBar Adversarial, GPTOut',
    description: `The worse answer was written by a model that was asked to miss the point. ${evaluationOnly}`,
    pairs: 47,
    bytes: 31253,
    ...llmBar,
  },
  {
    name: 'llmbar-manual.json',
    title: 'LLMBar Adversarial, Manual',
    description: `The worse answer was written by hand to mislead. ${evaluationOnly}`,
    pairs: 46,
    bytes: 77674,
    ...llmBar,
  },
  {
    name: 'judgebench-gpt-4o.jsonl',
    title: 'JudgeBench, GPT-4o',
    description: `Hard questions with a right and a wrong answer of one model; long texts. ${evaluationOnly}`,
    pairs: 350,
    bytes: 1960188,
    attribution: 'JudgeBench, Tan et al. 2024, ScalerLab/JudgeBench, MIT, arXiv 2410.12784',
    licence: 'MIT',
    notice: null,
  },
  {
    name: 'rm-bench-chat.json',
    title: 'RM-Bench chat',
    description: `Three right and three wrong answers in three styles: is the style rewarded or the content? ${evaluationOnly}`,
    pairs: 1125,
    bytes: 1001739,
    ...rmBench,
  },
  {
    name: 'rm-bench-code.json',
    title: 'RM-Bench code',
    description: `The same with programs, one item in five. ${evaluationOnly}`,
    pairs: 404,
    bytes: 513644,
    ...rmBench,
    attribution: `${rmBench.attribution}. Changed: a sample of the rows`,
  },
];

/** In the order in which they are offered. The first ones hold nothing that would disturb anybody. */
export const samples: readonly Sample[] = sources.map((source) => ({ ...source, address: `samples/${source.name}` }));
