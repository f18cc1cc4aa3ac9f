import type { Protocol } from './Protocol';

/** The one rule that holds under every protocol, alone: label and rewards are not seen before the verdict. */
export const blindProtocol: Protocol = {
  id: 'blind',
  version: '1',
  title: 'Blind, without further requirements',
  allowed: [],
  forbidden: ['Seeing the label or rewards first'],
  requirements: { every: [], categories: {} },
  rules: { every: '- Work the answer out yourself before you judge.', categories: {} },
};
