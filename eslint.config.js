import { readFileSync } from 'node:fs';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const TESTS = ['**/*.test.ts', '**/*.test.tsx', '**/testing/**'];
/** Where runtime/ meets the world: entry points, and the page's side. */
const EDGES = ['runtime/worker/**', 'runtime/client/**', 'runtime/cli/**'];
/** The folders of runtime/ that app/ may import from. */
const SURFACE = JSON.parse(readFileSync('runtime/tsconfig.surface.json', 'utf8')).include;
const LOOSE = ['scripts/**', '*.config.ts', '*.config.js', '.dependency-cruiser.cjs', '.size-limit.js'];

const HOST_GLOBALS = [
  'fetch',
  'Date',
  'performance',
  'crypto',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'postMessage',
  'localStorage',
  'indexedDB',
  'caches',
  'navigator',
  'process',
].map((name) => ({ name, message: 'Take it from the Host passed to the constructor.' }));

export default tseslint.config(
  { ignores: ['node_modules', '**/dist', '.cache', 'public', 'lessons', 'test-results', 'playwright-report'] },
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'max-lines': ['warn', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['runtime/**'],
    ignores: [...EDGES, ...TESTS],
    rules: {
      'no-restricted-globals': ['error', ...HOST_GLOBALS],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Take it from the Host passed to the constructor.' },
        { object: 'globalThis', property: 'crypto', message: 'Take it from the Host passed to the constructor.' },
      ],
    },
  },
  {
    files: ['app/**'],
    plugins: { 'react-hooks': hooks },
    rules: {
      ...hooks.configs.recommended.rules,
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^(\\.\\./)+runtime/(?!(${SURFACE.join('|')})/)`,
              message: 'The page sees the surface of the runtime only (runtime/tsconfig.surface.json).',
            },
          ],
        },
      ],
    },
  },
  // A fixture that is not there should end the test, and says so better than a guard would.
  { files: TESTS, rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'max-lines': 'off' } },
  // Plain JavaScript that runs before anything is installed, and tool configuration: no types to check with.
  {
    files: LOOSE,
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
