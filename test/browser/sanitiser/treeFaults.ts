/** What may stand in the page because of a text: written here once more, so that no change of the sanitiser allows itself more. */
const names = new Set(
  (
    'P BR HR H3 H4 H5 H6 STRONG EM DEL CODE PRE BLOCKQUOTE A SPAN UL OL LI TABLE THEAD TBODY TR TH TD DIV BUTTON ' +
    'math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts ' +
    'mprescripts mtable mtr mtd mpadded mphantom menclose mstyle'
  ).split(' '),
);
const attributes =
  /^(?:href|title|class|start|align|dir|target|rel|display|mathvariant|stretchy|fence|separator|accent|accentunder|lspace|rspace|minsize|maxsize|linethickness|width|height|depth|voffset|displaystyle|scriptlevel|columnalign|columnspacing|rowspacing|columnlines|rowlines|movablelimits|notation)$/;
const ownClasses = /^(?:hljs-[a-z_-]+|language|control|address|formula-source|definition)$/;

function attributeFault({ name, value }: Attr): string | null {
  // Browsers let nobody take `is` away; DOMPurify empties it.
  if (name === 'is' && value === '') return null;
  if (!attributes.test(name)) return `the attribute ${name}="${value}"`;
  if (name === 'href' && !/^(?:https?:\/\/|mailto:)/.test(value)) return `the address ${value}`;
  if (name === 'class' && !value.split(/\s+/).every((one) => one === '' || ownClasses.test(one)))
    return `the class ${value}`;
  return null;
}

function elementFaults(element: Element): string[] {
  // A name of MathML on an element of HTML is an unknown element, which does nothing.
  const isKnown = names.has(element.nodeName) || names.has(element.nodeName.toLowerCase());
  const found = isKnown ? [] : [`the element ${element.nodeName}`];
  const faults = [...element.attributes].map(attributeFault).filter((fault) => fault !== null);
  const says = (name: string) => element.getAttribute(name);
  if (element.nodeName === 'A' && (says('rel') !== 'noopener noreferrer nofollow' || says('target') !== '_blank'))
    faults.push('a link that tells where it was');
  return [...found, ...faults];
}

/** All that stands below a node and may not, in words. Comments and processing instructions may not either. */
export function treeFaults(root: Element): string[] {
  const faults = [...root.querySelectorAll('*')].flatMap(elementFaults);
  const others = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT | NodeFilter.SHOW_PROCESSING_INSTRUCTION);
  // Svelte's own comments are empty.
  while (others.nextNode()) if (others.currentNode.nodeValue?.trim()) faults.push('a comment');
  return faults;
}
