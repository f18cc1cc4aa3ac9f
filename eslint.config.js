import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** The component that shows sanitised HTML: the only place where `{@html}` stands. */
const sanitisingComponent = 'src/studio/parts/RichText.svelte';

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'public', 'trainer', 'runs', 'test/files', '.assay', '**/.venv'] },
  ...tseslint.configs.strict,
  ...svelte.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      eqeqeq: ['error', 'always'],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: tseslint.parser } },
    // Svelte's own rule knows that `let` in `$props()` destructuring may be bound from outside.
    rules: {
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
      'svelte/no-at-html-tags': 'error',
      // State here is replaced whole (`$state.raw`), so a Map or a URL made and left inside a function is not reactive state.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  { files: [sanitisingComponent], rules: { 'svelte/no-at-html-tags': 'off' } },
  // A test file's function is a list of claims; programs talk to a terminal.
  { files: ['test/**', 'bench/**'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['scripts/**', 'server/assay.ts', 'bench/**'], rules: { 'no-console': 'off' } },
  { files: ['scripts/**', '*.js', '*.ts', 'server/**'], languageOptions: { globals: globals.node } },
);
