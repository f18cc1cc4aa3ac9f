import ts from 'typescript';
import type { Source } from './readSource';

/** Standards that browsers, workers and Node share, and that do nothing but compute or name bytes. */
const sharedStandards = new Set([
  'TextEncoder',
  'TextDecoder',
  'Blob',
  'File',
  'ReadableStream',
  'AbortController',
  'AbortSignal',
  'structuredClone',
  'URL',
]);

/** "Cannot find name", in the forms that TypeScript gives it. */
const unknownName = new Set([2304, 2552, 2580, 2581, 2582, 2583, 2584, 2585, 2591, 2592, 2593, 18004]);

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts'],
  types: [],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  skipLibCheck: true,
  strict: true,
  noEmit: true,
};

function hostWith(extra: Source[]): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const texts = new Map(extra.map(({ path, text }) => [path, text]));
  const readFile = host.readFile.bind(host);
  const fileExists = host.fileExists.bind(host);
  const getSourceFile = host.getSourceFile.bind(host);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.getSourceFile = (path, target) => {
    const text = texts.get(path);
    return text === undefined ? getSourceFile(path, target) : ts.createSourceFile(path, text, target);
  };
  return host;
}

/**
 * Names that the files use and that neither ECMAScript nor the shared standards have: the DOM's, Node's, a worker's. TypeScript
 * itself finds them, so a local variable called `document` is no fault.
 * @param extra files that exist in memory only
 * @param given names that these files may use beside
 */
export function foreignNames(paths: string[], extra: Source[] = [], given: readonly string[] = []): string[] {
  const program = ts.createProgram([...paths, ...extra.map(({ path }) => path)], options, hostWith(extra));
  return program.getSemanticDiagnostics().flatMap((found) => {
    if (!unknownName.has(found.code) || !found.file || found.start === undefined) return [];
    const name = found.file.text.slice(found.start, found.start + (found.length ?? 0));
    return sharedStandards.has(name) || given.includes(name) ? [] : [`${found.file.fileName}: ${name}`];
  });
}
