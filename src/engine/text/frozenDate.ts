/**
 * The day on which every template is rendered. Llama 3.2's template tells the model today's date, so that the reward of
 * one text would change from day to day; this is the date that the same template falls back to where it knows none.
 */
export const frozenDate = '26 Jul 2024';

/** The moment 2024-07-26 00:00:00, a Friday, in every form that C's locale has a directive for. */
const directives: Record<string, string> = {
  '%a': 'Fri',
  '%A': 'Friday',
  '%b': 'Jul',
  '%B': 'July',
  '%c': 'Fri Jul 26 00:00:00 2024',
  '%d': '26',
  '%-d': '26',
  '%e': '26',
  '%D': '07/26/24',
  '%F': '2024-07-26',
  '%H': '00',
  '%-H': '0',
  '%I': '12',
  '%-I': '12',
  '%j': '208',
  '%m': '07',
  '%-m': '7',
  '%M': '00',
  '%-M': '0',
  '%p': 'AM',
  '%S': '00',
  '%-S': '0',
  '%T': '00:00:00',
  '%x': '07/26/24',
  '%X': '00:00:00',
  '%y': '24',
  '%Y': '2024',
  '%%': '%',
};

/**
 * The frozen date in the form that a template asks for, as Python's `strftime` writes it.
 * @throws Error that names a directive which is not known
 */
export function frozenStrftime(format: string): string {
  return format.replace(/%-?[^]?/gu, (directive) => {
    const text = Object.hasOwn(directives, directive) ? directives[directive] : undefined;
    if (text === undefined) throw new Error(`it asks for the date in the form "${directive}", which is not known`);
    return text;
  });
}
