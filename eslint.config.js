import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';
// From its sources: no build needed, in an editor neither.
import { skald } from './libs/eslint-plugin/src/index.ts';

const shape = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
  { selector: 'ExportAllDeclaration', message: 'Export by explicit names.' },
  { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
];

const outsideTime = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Time comes through a port.' },
  { selector: 'CallExpression[callee.name="Date"]', message: 'Time comes through a port.' },
  { selector: 'CallExpression[callee.name="queueMicrotask"]', message: 'Waiting comes through a port.' },
];

const outsideProperties = [
  ['Date', 'now', 'Time comes through a port.'],
  ['performance', 'now', 'Time comes through a port.'],
  ['Math', 'random', 'Randomness comes through a port.'],
  ['crypto', 'randomUUID', 'Ids come through a port.'],
  ['process', 'hrtime', 'Time comes through a port.'],
].map(([object, property, message]) => ({ object, property, message }));

const timers = ['setTimeout', 'setInterval', 'setImmediate'].map((name) => ({
  name,
  message: 'Timers come through the Clock port.',
}));

/** Also reached by `globalThis.name`. */
const everythingOutside = [
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'clearTimeout', 'clearInterval'],
  ...['fetch', 'XMLHttpRequest', 'WebSocket', 'performance', 'crypto', 'process', 'Buffer', 'require', 'console'],
];

const viaGlobalThis = {
  selector: `MemberExpression[object.name=/^(globalThis|global|window|self)$/]`,
  message: 'The engine knows no global world.',
};

const pureImports = {
  patterns: [
    {
      regex:
        '^(node:|(fs|os|path|net|tls|http|https|http2|dns|crypto|child_process|cluster|worker_threads|timers|perf_hooks|process|async_hooks|events|stream|readline|util|vm|v8|zlib|buffer|module)(/.*)?$)',
      message: 'Nothing of Node: this code is replayed.',
    },
    {
      regex: '^(kafkajs|mongoose|mongodb|axios|undici|got|ky|node-fetch|uuid|nanoid)(/.*)?$',
      message: 'I/O, ids and randomness stay outside.',
    },
  ],
};

/** For the engine, which is replayed; what sagas may do is said by our own plugin. */
const replayed = {
  'no-restricted-globals': [
    'error',
    ...everythingOutside.map((name) => ({
      name,
      message: 'This code is replayed: use what the engine offers.',
    })),
  ],
  'no-restricted-properties': ['error', ...outsideProperties],
  'no-restricted-imports': ['error', pureImports],
  'no-restricted-syntax': [
    'error',
    ...shape,
    ...outsideTime,
    viaGlobalThis,
    { selector: 'ImportExpression', message: 'This code is replayed: import statically.' },
  ],
};

/** For code that a simulator drives: it has Node, but time, timers, ids and randomness come from ports. */
const throughPorts = {
  'no-restricted-globals': ['error', ...timers],
  'no-restricted-properties': ['error', ...outsideProperties],
  'no-restricted-imports': [
    'error',
    {
      paths: [
        { name: 'node:crypto', importNames: ['randomUUID', 'randomBytes', 'randomInt'], message: 'Use the Ids port.' },
        { name: 'node:timers', message: 'Use the Clock port.' },
        { name: 'node:timers/promises', message: 'Use the Clock port.' },
        { name: 'node:perf_hooks', message: 'Use the Clock port.' },
      ],
    },
  ],
  'no-restricted-syntax': ['error', ...shape, ...outsideTime],
};

const specs = ['**/*.spec.ts', '**/*-spec.ts', '**/*.for-spec.ts'];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.skald/**', 'coverage/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { project: ['./tsconfig.eslint.json'], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'max-lines': ['error', { max: 250 }],
      eqeqeq: 'error',
      // What no test reaches is made impossible, or tested.
      'no-warning-comments': ['error', { terms: ['istanbul ignore', 'c8 ignore', 'v8 ignore'], location: 'anywhere' }],
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'no-restricted-syntax': ['error', ...shape],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': ['error', { checkThenables: true }],
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, allowDefaultCaseForExhaustiveSwitch: true },
      ],
      // Ports are objects of functions, written as methods; few of them know a `this`.
      '@typescript-eslint/unbound-method': 'off',
      // Ports are asynchronous; an adapter that has its answer at once is not wrong.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  // What ships reads what strangers send: no text makes a regular expression take its time.
  {
    files: ['{libs,apps,sagas}/*/src/**/*.ts'],
    ignores: specs,
    plugins: { regexp },
    rules: { 'regexp/no-super-linear-backtracking': 'error', 'regexp/no-super-linear-move': 'error' },
  },
  // Variance: a contract stands for any input and output until it is applied to one.
  {
    files: [
      'libs/contracts/src/define/{activity,domain-event,saga,signal}.ts',
      'libs/engine/src/saga/{context,definition}.ts',
    ],
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
    },
  },
  {
    files: ['libs/{runtime,mongo,kafka,embedded,nest}/src/**/*.ts'],
    ignores: [
      ...specs,
      'libs/runtime/src/{clock/system-clock.ts,ids/**,evaluation/guard/**}',
      'libs/kafka/src/driver/**',
    ],
    rules: throughPorts,
  },
  {
    files: ['libs/{contracts,engine,ports}/src/**/*.ts'],
    ignores: specs,
    rules: replayed,
  },
  skald.configs.recommended,
  // Types of nodes are an enum; its values live in a package that a plugin need not load.
  {
    files: ['libs/eslint-plugin/src/**/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-enum-comparison': 'off' },
  },
  // jest calls these by their default export.
  { files: ['test/**/*-{setup,teardown}.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: [...specs, 'test/**/*.ts', 'libs/testing/src/**/*.ts'],
    rules: {
      // What comes over a wire is any; expect() looks at it.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
    },
  },
);
