import ts from 'typescript';

/** A source file as the house's rules see it. */
export interface Source {
  /** Path from the project's root, with forward slashes. */
  path: string;
  text: string;
}

const scriptElement = /<script\b[^>]*>([\s\S]*?)<\/script>/g;

/** The TypeScript in a source: the whole file, or the script elements of a Svelte component. */
export function scriptOf(source: Source): string {
  if (!source.path.endsWith('.svelte')) return source.text;
  return [...source.text.matchAll(scriptElement)].map((match) => match[1] ?? '').join('\n');
}

/** What a Svelte component shows: everything outside its script elements. */
export function markupOf(source: Source): string {
  return source.path.endsWith('.svelte') ? source.text.replace(scriptElement, '') : '';
}

/** All that a source imports: static, type-only, dynamic, re-exported, and `import('x').T` types. */
export function importsOf(source: Source): string[] {
  const file = ts.createSourceFile(source.path, scriptOf(source), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier && ts.isStringLiteralLike(specifier)) found.push(specifier.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return node.arguments[0];
  return undefined;
}

/** How often a source says `any` as a type. */
export function countAny(source: Source): number {
  const file = ts.createSourceFile(source.path, scriptOf(source), ts.ScriptTarget.Latest, true);
  let count = 0;
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) count += 1;
    ts.forEachChild(node, visit);
  };
  visit(file);
  return count;
}
