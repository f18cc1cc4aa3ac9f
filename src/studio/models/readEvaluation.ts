/** A share with its 95 % interval. */
export interface Share {
  accuracy: number;
  low: number;
  high: number;
}

/** How a model did on the pairs of one source that it was not trained on, beside the rule that the longer response wins. */
export interface SourceAccuracy {
  source: string;
  pairs: number;
  model: Share;
  longer: Share;
  chance: number;
}

type Fields = { [key: string]: unknown };

/**
 * The held-out part of a checkpoint's `eval.json`.
 *
 * @throws TypeError naming the field that is missing or of another kind.
 */
export function readEvaluation(value: unknown): SourceAccuracy[] {
  const heldOut = record(record(value, 'eval.json')['test'], 'test');
  return Object.entries(heldOut).map(([source, entry]) => {
    const fields = record(entry, source);
    return {
      source,
      pairs: finite(fields['pairs'], `${source}.pairs`),
      model: share(fields['model'], `${source}.model`),
      longer: share(fields['longer_response'], `${source}.longer_response`),
      chance: finite(fields['chance'], `${source}.chance`),
    };
  });
}

function share(value: unknown, name: string): Share {
  const fields = record(value, name);
  return {
    accuracy: finite(fields['accuracy'], `${name}.accuracy`),
    low: finite(fields['low'], `${name}.low`),
    high: finite(fields['high'], `${name}.high`),
  };
}

function record(value: unknown, name: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new TypeError(`The evaluation's "${name}" must be an object.`);
}

function finite(value: unknown, name: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new TypeError(`The evaluation's "${name}" must be a number.`);
}
