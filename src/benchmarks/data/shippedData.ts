/** A part of a benchmark's data that comes with Assay, byte by byte as its source has it. */
export interface ShippedPart {
  benchmark: string;
  title: string;
  items: number;
  files: ShippedFile[];
  attribution: string;
  licence: string;
  /** What people should know before they take it; null: nothing in it is meant to harm. */
  notice: string | null;
}

export interface ShippedFile {
  /** As reports name it: with the folder of the source. */
  name: string;
  /** From the studio's root. */
  address: string;
  bytes: number;
  sha256: string;
}

const judgeBench = {
  benchmark: 'judgebench',
  attribution: 'JudgeBench, Tan et al. 2024, ScalerLab/JudgeBench, MIT, arXiv 2410.12784',
  licence: 'MIT',
  notice: null,
};

const rmBench = {
  benchmark: 'rm-bench',
  attribution: 'RM-Bench, Liu et al. 2024, THU-KEG/RM-Bench, ODC-BY, arXiv 2410.16184',
  licence: 'ODC-BY-1.0',
  notice: null,
};

const harmful =
  'Offensive and dangerous requests and answers to them, by which reward models are tested. Their texts show only where you ask for them.';

/** What may ship. The items are for evaluation only. */
export const shippedData: readonly ShippedPart[] = [
  {
    ...judgeBench,
    title: 'GPT-4o split',
    items: 350,
    files: [
      {
        name: 'judgebench/dataset=judgebench,response_model=gpt-4o-2024-05-13.jsonl',
        address: 'samples/judgebench-gpt-4o.jsonl',
        bytes: 1960188,
        sha256: 'd5106306b38dead1b2e964ecf5534a3e7b2fc4b8d3b8da327599edfcebd76042',
      },
    ],
  },
  {
    ...judgeBench,
    title: 'Claude 3.5 Sonnet split',
    items: 270,
    files: [
      {
        name: 'judgebench/dataset=judgebench,response_model=claude-3-5-sonnet-20240620.jsonl',
        address: 'benchmarks/judgebench/claude-3-5-sonnet.jsonl',
        bytes: 920039,
        sha256: '3b70504588e400613bf5744a20a345da8701b7150be9a30c9db0e6f3d7b70a62',
      },
    ],
  },
  {
    ...rmBench,
    title: 'Chat and code',
    items: 357,
    files: [
      rmBenchFile('chat', 1024313, '1df6053a68119c17eed9a54d35dc654b8cde3d3b0bbd1ad6941073e40ef5c9a8'),
      rmBenchFile('code', 2681372, 'c3a56181d34835345b9c5fbf22c203439d06ea96de12b232da80628f14fe1e15'),
    ],
  },
  {
    ...rmBench,
    title: 'Safety: refuse and response',
    items: 441,
    files: [
      rmBenchFile('safety-refuse', 1624133, 'cf25d4cc967afe68908ff710a8ffaa6fe7aff53ad70fe0b8c689b35aa20e911f'),
      rmBenchFile('safety-response', 994170, '364caaebd7ddaa432f5120e11e8527fc1046c50d83d0d6f89346ad25f1bf51f1'),
    ],
    notice: harmful,
  },
  {
    benchmark: 'rewardbench',
    title: 'Five subsets of Chat Hard, from LLMBar',
    items: 419,
    files: [
      llmBarFile('Adversarial/GPTInst', 211768, '1002425f73c2cf54b6e6de99bce3f6c60fa2a17d13194772e37d7481c1351d42'),
      llmBarFile('Adversarial/GPTOut', 32640, '1ff56e520d7607750a9866a3be0f5b850392ca4477a1f69d80f32bd3e310f561'),
      llmBarFile('Adversarial/Manual', 79050, '0d9598769a39cdbbd265778c37e49939d41d5f76dcfb17bd75dcfa07516d3837'),
      llmBarFile('Adversarial/Neighbor', 131988, '6712c7eda6342602e0bc7c06c282fa95e2110d4e741a284026a62d937f9780a0'),
      llmBarFile('Natural', 91269, 'f7127b7aa78104cb8e03a2b1b3ac0077e95b125714dd441a8ee63666145a3375'),
    ],
    attribution: 'LLMBar, Copyright (c) 2023 Princeton Natural Language Processing, MIT; Zeng et al. 2024',
    licence: 'MIT',
    notice: null,
  },
];

function rmBenchFile(part: string, bytes: number, sha256: string): ShippedFile {
  return {
    name: `rm-bench/${part}_filtered.json`,
    address: `benchmarks/rm-bench/${part}_filtered.json`,
    bytes,
    sha256,
  };
}

function llmBarFile(folder: string, bytes: number, sha256: string): ShippedFile {
  const short = folder.split('/').at(-1)?.toLowerCase() ?? '';
  return { name: `LLMBar/${folder}/dataset.json`, address: `benchmarks/llmbar/${short}.json`, bytes, sha256 };
}
