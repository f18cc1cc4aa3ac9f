import type { Message } from '../../src/pairs/Message';

/** A pair for tests and pictures of the card. The texts are made for Assay and belong to its licence. */
export interface CardPair {
  prompt: Message[];
  a: Message[];
  b: Message[];
}

const ask = (content: string): Message => ({ role: 'user', content });
const say = (content: string): Message => ({ role: 'assistant', content });

function short(): CardPair {
  return {
    prompt: [
      ask(
        'A ferry leaves Brindle at 9:40 and needs 55 minutes to Port Ashe. The bus to Marrow leaves the port at 10:45. How long do I wait?',
      ),
    ],
    a: [
      say(
        'The ferry arrives at **10:35**: 9:40 plus 55 minutes.\n\n- Arrival in Port Ashe: 10:35\n- Bus to Marrow: 10:45\n\nSo you wait **10 minutes**.',
      ),
    ],
    b: [
      say(
        'The ferry arrives at **10:25**: 9:40 plus 55 minutes.\n\n- Arrival in Port Ashe: 10:25\n- Bus to Marrow: 10:45\n\nSo you wait **20 minutes**, which is plenty of time for a coffee!',
      ),
    ],
  };
}

const subjects = [
  'The keeper',
  'A careful reader',
  'The harbour office',
  'Each crew',
  'The older map',
  'Our survey',
  'The night watch',
  'A second gauge',
];
const verbs = ['records', 'compares', 'corrects', 'explains', 'questions', 'repeats', 'measures', 'describes'];
const objects = [
  'the height of the spring tide',
  'the draught of every barge',
  'the bearing of the two lights',
  'the drift of the sand bank',
  'the price of a berth',
  'the hours of slack water',
  'the depth at the outer wall',
  'the state of the mooring chains',
];
const ends = [
  'before the morning bell',
  'in a ledger of its own',
  'with an error of a hand at most',
  'as the custom of the coast has it',
  'whenever the wind turns',
  'and signs with a full name',
  'although nobody asks for it',
  'so that the next watch can go on',
];

/** Sentences that differ from each other and come out the same each time. */
function sentence(number: number): string {
  const pick = (list: string[], step: number) => list[Math.floor(number / step + number * 0.37) % list.length] ?? '';
  return `${pick(subjects, 1)} ${pick(verbs, 3)} ${pick(objects, 7)} ${pick(ends, 11)}, entry ${String(number + 1)}.`;
}

function paragraph(number: number, sentences = 5): string {
  return Array.from({ length: sentences }, (_, at) => sentence(number * sentences + at)).join(' ');
}

/** About 100 words a paragraph, a heading for every six. */
function guide(paragraphs: number, change: (text: string, at: number) => string[]): string {
  const parts = ['# A handbook for a small harbour'];
  for (let at = 0; at < paragraphs; at++) {
    if (at % 6 === 0)
      parts.push(`## ${String(at / 6 + 1)}. Of ${(objects[(at / 6) % objects.length] ?? '').replace(/^the /, '')}`);
    if (at % 6 === 3) parts.push(`- ${sentence(at)}\n- ${sentence(at + 1)}\n- ${sentence(at + 2)}`);
    parts.push(...change(paragraph(at, 6), at));
  }
  return parts.join('\n\n');
}

/** @param paragraphs 200 for about 20,000 words */
export function longPair(paragraphs = 200): CardPair {
  const edited = (text: string, at: number) => {
    if (at % 13 === 5) return [];
    if (at % 5 === 1)
      return [
        text.replace('measures', 'guesses').replace(/entry (\d+)/, (_, n: string) => `entry ${String(Number(n) + 1)}`),
      ];
    return at % 17 === 2
      ? [text, 'The author adds a remark of no consequence here, which the other version does without.']
      : [text];
  };
  return {
    prompt: [
      ask(
        'Write a complete handbook for the harbour master of a small port: tides, berths, lights, dues, and the watch. Be exact, and number the chapters.',
      ),
    ],
    a: [say(guide(paragraphs, (text) => [text]))],
    b: [say(guide(paragraphs, edited))],
  };
}

function code(): CardPair {
  return {
    prompt: [
      ask(
        'Write a Python function `median(values)` that returns the median of a list of numbers and raises `ValueError` for an empty one.',
      ),
    ],
    a: [
      say(
        'Sort a copy, so that the list of the caller stays as it is:\n\n```python\ndef median(values):\n    """The middle value, or the mean of the two in the middle."""\n    if not values:\n        raise ValueError("median() needs at least one value")\n    ordered = sorted(values)\n    middle = len(ordered) // 2\n    if len(ordered) % 2:\n        return ordered[middle]\n    return (ordered[middle - 1] + ordered[middle]) / 2\n```\n\n`median([3, 1, 2])` gives `2`, and `median([4, 1, 3, 2])` gives `2.5`.',
      ),
    ],
    b: [
      say(
        'Here is the function:\n\n```python\ndef median(values):\n    """The middle value, or the mean of the two in the middle."""\n    if not values:\n        return None\n    values.sort()\n    middle = len(values) // 2\n    if len(values) % 2:\n        return values[middle]\n    return (values[middle] + values[middle + 1]) / 2\n```\n\n`median([3, 1, 2])` gives `2`.',
      ),
    ],
  };
}

function latex(): CardPair {
  return {
    prompt: [
      ask(
        'A loan of $1,200 is paid back in 12 equal monthly payments at 1 % a month. Derive the payment, and the total in dollars.',
      ),
    ],
    a: [
      say(
        'With $P = 1200$, $r = 0.01$ and $n = 12$ the payment $m$ satisfies\n\n$$\nP = \\sum_{k=1}^{n} \\frac{m}{(1+r)^k} = m \\cdot \\frac{1-(1+r)^{-n}}{r}\n$$\n\nso that\n\n$$\nm = \\frac{P\\,r}{1-(1+r)^{-n}} \\approx 106.62\n$$\n\nYou pay $106.62 a month and $1,279.44 in all: $79.44 more than the loan of $1,200.',
      ),
    ],
    b: [
      say(
        'With $P = 1200$, $r = 0.01$ and $n = 12$ the payment $m$ satisfies\n\n$$\nP = \\sum_{k=1}^{n} \\frac{m}{(1+r)^k} = m \\cdot \\frac{1-(1+r)^{-n}}{r}\n$$\n\nso that\n\n$$\nm = \\frac{P\\,r}{1+(1+r)^{-n}} \\approx 6.36\n$$\n\nYou pay $6.36 a month, between $6 and $7, and $76.32 in all.',
      ),
    ],
  };
}

function rightToLeft(): CardPair {
  return {
    prompt: [ask('اشرح لي كيف أصل من محطة القطار إلى المتحف، وكم يكلف ذلك؟')],
    a: [
      say(
        'اخرج من المحطة واتجه يمينًا، ثم خذ الحافلة رقم 14 إلى ساحة الميناء.\n\n1. ثمن التذكرة 3 دنانير.\n2. تستغرق الرحلة نحو 12 دقيقة.\n3. المتحف على بعد خطوات من الساحة.\n\nيمكنك الدفع بواسطة تطبيق `city-pass` أيضًا.',
      ),
    ],
    b: [
      say(
        'اخرج من المحطة واتجه يسارًا، ثم خذ الحافلة رقم 41 إلى ساحة الميناء.\n\n1. ثمن التذكرة 3 دنانير.\n2. تستغرق الرحلة نحو 25 دقيقة.\n3. المتحف على بعد خطوات من الساحة.\n\nالمتحف مغلق يوم الاثنين \u202eabc\u202c.',
      ),
    ],
  };
}

function sixTurns(): CardPair {
  const [second, third] = [
    ask('It is 40 litres, and I have ten small fish.'),
    ask('Thank you. Anything about feeding?'),
  ];
  return {
    prompt: [ask('How often should I change the water of my aquarium?')],
    a: [
      {
        ...say('That depends on its size and on how many fish live in it. How large is yours?'),
        thinking:
          'The tank size is missing. A rule without it would be a guess, so ask first, and only for what changes the answer.',
      },
      second,
      say(
        'For 40 litres with ten small fish: change **25 %** once a week, that is 10 litres. Let the fresh water stand until it has the same temperature.',
      ),
      third,
      say('Once a day, as much as they eat in two minutes. One day a week without food does no harm.'),
    ],
    b: [
      say('Once a month is fine.'),
      second,
      say(
        'Then change **all of it** every two weeks, so 40 litres at once, and clean the filter with soap.\n\nFeed them well afterwards.',
      ),
      third,
      say('Three times a day, as much as they like.'),
    ],
  };
}

/** One pair of each kind that a card must bear, by the name of its picture. */
export const cardPairs: Record<string, () => CardPair> = {
  short,
  long: () => longPair(),
  code,
  latex,
  'right-to-left': rightToLeft,
  'six-turns': sixTurns,
};
