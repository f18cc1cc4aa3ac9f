import fc, { type Arbitrary } from 'fast-check';

type Row = { [column: string]: unknown };

/** Texts as files hold them, and some that look like something else. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  fc.constantFrom('[', '[1]', '{"a": 1}', '["a"]', 'true', '1', 'null', '\n\nHuman: Hi', '\u0000', '\ud800'),
);
const turn = (role: string) => fc.record({ role: fc.constant(role), content: text });
const said = (from: string) => fc.record({ from: fc.constant(from), value: text });
const prompt = fc.tuple(turn('system'), turn('user')).map((turns): unknown[] => turns);
const answer = turn('assistant').map((one): unknown[] => [one]);
const whole = fc.tuple(prompt, answer).map(([asked, answered]) => [...asked, ...answered]);
const written = whole.map((turns) => JSON.stringify(turns));
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
const nothing = fc.constant(null);
const transcript = fc.tuple(text, text).map(([asked, answered]) => `\n\nHuman: ${asked}\n\nAssistant: ${answered}`);

/** A row with all of the first columns and any of the second. */
const row = (must: { [name: string]: Arbitrary<unknown> }, may: { [name: string]: Arbitrary<unknown> } = {}) =>
  fc.record({ ...must, ...may }, { requiredKeys: Object.keys(must) }) as Arbitrary<Row>;

const oneOf = (...kinds: Arbitrary<unknown>[]) => fc.oneof(...kinds);
const list = (element: Arbitrary<unknown>) => fc.array(element, { minLength: 2, maxLength: 4 });
const models = { model_a: text, model_b: text };
const scores = ['helpfulness', 'correctness', 'coherence', 'complexity', 'verbosity'];
const extras = { margin: oneOf(number, nothing), tools: nothing, chat_template_kwargs: fc.constant({ a: 1 }) };
const arena = { tstamp: number, anony: fc.boolean(), language: text, is_code: fc.boolean(), turn: fc.constant(1) };
const binary = fc.constantFrom<unknown>(0, 1, '0', '1', null);

/** Rows of every shape, by the name of the format that must read them; null: the mapping panel asks. */
export const shapeRows: [number: string, name: string | null, rows: Arbitrary<Row>][] = [
  ['1', 'trl-explicit-plain', row({ prompt: text, chosen: text, rejected: text })],
  ['2', 'trl-explicit-chat', row({ prompt, chosen: answer, rejected: oneOf(answer, text) })],
  ['3', 'trl-implicit-chat', row({ chosen: whole, rejected: whole })],
  ['4', null, row({ chosen: text, rejected: text })],
  ['5', 'trl-mixed', row({ prompt: text, chosen: whole, rejected: whole })],
  ['6', 'trl-unpaired', row({ prompt: oneOf(text, prompt), completion: oneOf(text, answer), label: fc.boolean() })],
  ['7 on 1', 'trl-explicit-plain', row({ prompt: text, chosen: text, rejected: text }, extras)],
  ['7 on 2', 'trl-explicit-chat', row({ prompt, chosen: answer, rejected: answer }, extras)],
  ['7 on 3', 'trl-implicit-chat', row({ chosen: whole, rejected: whole }, extras)],
  ['8', 'trl-explicit-plain', row({ prompt: text, chosen: text, rejected: text, margin: number })],
  [
    '9',
    'llamafactory-alpaca',
    row(
      { instruction: text, chosen: text, rejected: text },
      { input: oneOf(text, nothing), system: oneOf(text, nothing), history: fc.constant([['a', 'b']]) },
    ),
  ],
  [
    '10',
    'llamafactory-sharegpt',
    row({ conversations: fc.tuple(said('human')), chosen: said('gpt'), rejected: said('gpt') }, { system: text }),
  ],
  [
    '10 KTO',
    'llamafactory-kto',
    oneOf(
      row({ conversations: fc.tuple(said('human'), said('gpt')), kto_tag: fc.boolean() }),
      row({ conversations: fc.tuple(said('human'), said('gpt')), label: fc.boolean() }),
      row({ instruction: text, output: text, kto_tag: fc.boolean() }, { input: text }),
    ) as Arbitrary<Row>,
  ],
  ['11', 'orca-dpo', row({ question: text, chosen: text, rejected: text }, { system: oneOf(text, nothing) })],
  [
    '12',
    'nemo-rl',
    row(
      { context: oneOf(prompt, text), completions: list(fc.record({ rank: fc.nat(3), completion: answer })) },
      { task_name: text },
    ),
  ],
  [
    '13',
    'torchtune',
    row({ chosen_conversations: oneOf(whole, written), rejected_conversations: whole }, { source: text }),
  ],
  ['14', 'oumi', row({ messages: prompt, chosen: oneOf(text, answer), rejected: oneOf(text, answer) })],
  ['15', 'hh-rlhf', row({ chosen: transcript, rejected: transcript })],
  ['16', 'skywork-preference', row({ chosen: whole, rejected: whole, source: text })],
  [
    '17',
    'tulu-3-preference',
    row({ id: oneOf(text, number), prompt: text, chosen: whole, rejected: whole, source: text }),
  ],
  [
    '18',
    'ultrafeedback',
    row(
      { instruction: text, completions: list(fc.record({ response: text, overall_score: number })) },
      { source: text, models: list(text), correct_answers: list(text) },
    ),
  ],
  [
    '19',
    'argilla-ultrafeedback',
    row(
      {
        prompt: text,
        chosen: whole,
        rejected: whole,
        'chosen-rating': number,
        'rejected-rating': oneOf(number, nothing),
      },
      { source: text, 'chosen-model': text, 'rejected-model': text },
    ),
  ],
  [
    '19 older',
    'argilla-rated',
    row(
      { instruction: text, chosen_response: text, rejected_response: text },
      { chosen_avg_rating: number, source: text },
    ),
  ],
  [
    '20',
    'helpsteer3',
    row(
      {
        context: oneOf(prompt, text),
        response1: text,
        response2: text,
        overall_preference: fc.integer({ min: -3, max: 3 }),
      },
      { domain: text, language: text, individual_preference: fc.constant([{ score: 1 }]) },
    ),
  ],
  [
    '21',
    'helpsteer2',
    row({
      prompt: text,
      response: text,
      ...Object.fromEntries(scores.map((name) => [name, oneOf(fc.nat(4), nothing)])),
    }),
  ],
  ['22 binarized', 'trl-mixed', row({ prompt: text, chosen: whole, rejected: whole })],
  [
    '22 full',
    'multipref',
    row(
      {
        text,
        completion_a: text,
        completion_b: text,
        normal_worker_annotations: list(fc.record({ overall_pref: text })),
        expert_worker_annotations: list(fc.record({ overall_pref: text })),
      },
      { ...models, source: text },
    ),
  ],
  [
    '23',
    'arena-55k',
    row(
      {
        prompt: oneOf(
          list(text),
          list(text).map((turns) => JSON.stringify(turns)),
        ),
        response_a: list(text),
        response_b: list(text),
        winner_model_a: fc.constantFrom<unknown>(0, 1, '1', '0'),
        winner_model_b: fc.constantFrom(0, 1),
        winner_tie: fc.constantFrom(0, 1),
      },
      { ...models, id: number },
    ),
  ],
  [
    '24',
    'arena-battles',
    row(
      {
        ...models,
        winner: text,
        conversation_a: oneOf(whole, written),
        conversation_b: oneOf(whole, written),
        tstamp: number,
      },
      { ...arena, question_id: text, judge: text },
    ),
  ],
  [
    '25',
    'mt-bench-human',
    row({
      ...models,
      winner: text,
      judge: text,
      conversation_a: whole,
      conversation_b: whole,
      turn: fc.constantFrom(1, 2),
    }),
  ],
  [
    '26',
    'rewardbench',
    row(
      { prompt: text, chosen: text, rejected: text, chosen_model: text, rejected_model: text, subset: text },
      { id: number },
    ),
  ],
  [
    '27',
    'rewardbench-2',
    row({ prompt: text, chosen: fc.tuple(text), rejected: list(text), subset: text }, { id: text }),
  ],
  ['28', 'shp', row({ history: text, human_ref_A: text, human_ref_B: text, labels: binary }, { domain: text })],
  [
    '29',
    'webgpt-comparisons',
    row({
      question: oneOf(fc.record({ full_text: text }), text),
      answer_0: text,
      answer_1: text,
      score_0: number,
      score_1: number,
    }),
  ],
  [
    '30',
    'summarize-from-feedback',
    row({
      info: fc.record({ post: text }),
      summaries: fc.tuple(fc.record({ text }), fc.record({ text })),
      choice: binary,
    }),
  ],
  [
    '31',
    'pku-saferlhf',
    row({ prompt: text, response_0: text, response_1: text, better_response_id: binary, safer_response_id: binary }),
  ],
];
