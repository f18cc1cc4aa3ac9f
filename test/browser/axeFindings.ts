import axe from 'axe-core';

/** What axe finds wrong in a part of the page, one line each: the rule, and the beginning of each element. */
export async function axeFindings(part: Element, rules: axe.RuleObject = {}): Promise<string[]> {
  const { violations } = await axe.run(part, { resultTypes: ['violations'], rules });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
