// Who may import whom: the table of ARCHITECTURE.md. Each rule is seen to bite in test/architecture/dependency-rules.spec.ts.

/** lib → the libs it may import; `types:` where only their types. */
const libs = {
  contracts: [],
  engine: ['contracts'],
  ports: ['contracts', 'types:engine'],
  runtime: ['contracts', 'engine', 'ports'],
  mongo: ['contracts', 'types:engine', 'ports'],
  kafka: ['contracts', 'types:engine', 'ports'],
  embedded: ['contracts', 'types:engine', 'ports'],
  nest: ['contracts', 'engine', 'ports', 'runtime'],
  testing: ['contracts', 'engine', 'ports', 'runtime', 'embedded', 'nest', 'kafka', 'mongo'],
  documents: ['contracts', 'types:engine', 'runtime'],
  'eslint-plugin': [],
};

/** lib → the packages it may import, Node's own modules apart. */
const packages = {
  contracts: ['@standard-schema/spec'],
  engine: ['@noble/hashes'],
  ports: [],
  runtime: ['heap-js', 'lru-cache', 'zod'],
  mongo: ['mongoose', 'mongodb'],
  kafka: ['kafkajs'],
  embedded: [],
  nest: ['@nestjs/.+', 'opossum', '@types/opossum', 'pino', 'prom-client', 'reflect-metadata', 'rxjs', 'zod'],
  documents: ['yaml'],
  'eslint-plugin': ['@typescript-eslint/utils', 'eslint'],
  // No test framework: its users choose theirs.
  testing: ['@nestjs/(common|testing)', 'heap-js', 'mingo', 'mongoose', 'reflect-metadata'],
};

const specs = '[.-](spec|for-spec)\\.ts$';
const workspace = '^(libs|sagas|apps)/[^/]+/src/';
const entrances = '^((libs|sagas)/[^/]+/src|libs/testing/src/simulator)/index\\.ts$';
const src = (names) => `^libs/(${names.join('|')})/src/`;

function importsOf(lib) {
  const values = libs[lib].filter((name) => !name.startsWith('types:'));
  const typed = libs[lib].filter((name) => name.startsWith('types:')).map((name) => name.slice('types:'.length));
  const rules = [
    {
      name: `${lib}-imports`,
      comment: `libs/${lib} may import ${[...values, ...typed].join(', ') || 'nothing of the house'}.`,
      severity: 'error',
      from: { path: src([lib]), pathNot: specs },
      to: { path: workspace, pathNot: src([lib, ...values, ...typed]) },
    },
    {
      name: `${lib}-packages`,
      comment: `libs/${lib} may import these packages: ${packages[lib].join(', ') || 'none'}.`,
      severity: 'error',
      from: { path: src([lib]), pathNot: specs },
      to: {
        path: '(^|/)node_modules/',
        pathNot: packages[lib].map((name) => `(^|/)node_modules/${name}/`).concat('(^|/)node_modules/@types/node/'),
        dependencyTypesNot: ['core'],
      },
    },
  ];
  if (typed.length > 0) {
    rules.push({
      name: `${lib}-types-only`,
      comment: `libs/${lib} may import only types of ${typed.join(', ')}.`,
      severity: 'error',
      from: { path: src([lib]), pathNot: specs },
      to: { path: src(typed), dependencyTypesNot: ['type-only'] },
    });
  }
  return rules;
}

export default {
  forbidden: [
    ...Object.keys(libs).flatMap(importsOf),
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'through-the-index',
      comment: 'Another package is entered by its src/index.ts; testing also by that of its simulator.',
      severity: 'error',
      from: { path: '^(libs|sagas|apps)/([^/]+)/' },
      to: { path: '^(libs|sagas)/[^/]+/src/', pathNot: ['^$1/$2/', entrances] },
    },
    {
      name: 'no-way-in-from-tests',
      comment: 'Tests outside a package enter it by its index, too.',
      severity: 'error',
      from: { path: '^test/' },
      to: { path: '^(libs|sagas)/[^/]+/src/', pathNot: entrances },
    },
    {
      name: 'index-is-for-others',
      comment: 'Inside a package a file imports the file it needs, not the index: that is how cycles begin.',
      severity: 'error',
      from: { path: '^(libs|sagas)/([^/]+)/src/', pathNot: specs },
      to: { path: '^$1/$2/src/(simulator/)?index\\.ts$' },
    },
    {
      name: 'runtime-parts-stand-side-by-side',
      comment:
        'No part of the runtime reaches into another; what two of them need has a room of its own, which knows none of them.',
      severity: 'error',
      from: { path: '^libs/runtime/src/([^/]+)/', pathNot: specs },
      to: {
        path: '^libs/runtime/src/(client|coordinator|histories|participant|sources)/',
        pathNot: '^libs/runtime/src/$1/',
      },
    },
    {
      name: 'pure-has-no-node',
      comment: 'The engine, the contracts and the ports run anywhere.',
      severity: 'error',
      from: { path: src(['contracts', 'engine', 'ports']), pathNot: specs },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'kafkajs-in-its-driver',
      severity: 'error',
      from: { path: '^(libs|sagas|apps)/', pathNot: ['^libs/kafka/src/driver/', specs] },
      to: { path: '(^|/)node_modules/kafkajs/' },
    },
    {
      name: 'mongoose-in-its-place',
      comment:
        'Also the small store of what the example participants did; a simulated server speaks as its driver does.',
      severity: 'error',
      from: {
        path: '^(libs|sagas|apps)/',
        pathNot: ['^libs/mongo/src/', '^libs/testing/src/simulator/store/', '^sagas/recorded-effects/src/', specs],
      },
      to: { path: '(^|/)node_modules/(mongoose|mongodb|bson)/' },
    },
    {
      name: 'sqlite-in-its-place',
      comment: 'Also the small store of what the example participants did.',
      severity: 'error',
      from: { path: '^(libs|sagas|apps)/', pathNot: ['^libs/embedded/src/', '^sagas/recorded-effects/src/', specs] },
      to: { path: '^(node:)?sqlite$', dependencyTypes: ['core'] },
    },
    {
      name: 'sagas-imports',
      comment:
        'Sagas know contracts, the engine’s authoring API and the decorators, their participants recorded-effects; no runtime, no adapter, no app.',
      severity: 'error',
      from: { path: '^sagas/([^/]+)/', pathNot: specs },
      to: { path: workspace, pathNot: ['^sagas/($1|recorded-effects)/', src(['contracts', 'engine', 'nest'])] },
    },
    {
      name: 'saga-files-are-pure',
      comment: 'A saga decides; what reaches outside is a participant or an effect.',
      severity: 'error',
      from: { path: '\\.(saga|contracts)\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'apps-stand-alone',
      comment: 'Apps share no code with each other, and nothing imports an app.',
      severity: 'error',
      from: { path: '^(libs|sagas|apps)/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^$1/$2/' },
    },
    {
      name: 'testing-is-for-specs',
      severity: 'error',
      from: { path: '^(libs|sagas|apps)/', pathNot: [specs, '^libs/testing/'] },
      to: { path: '^libs/testing/' },
    },
    {
      name: 'adapters-are-for-the-simulator',
      comment: 'It runs them over simulated servers; what else is in testing runs without any.',
      severity: 'error',
      from: { path: '^libs/testing/src/', pathNot: ['^libs/testing/src/simulator/', specs] },
      to: { path: src(['kafka', 'mongo']) },
    },
    {
      name: 'specs-are-imported-by-nobody',
      severity: 'error',
      from: { pathNot: specs },
      to: { path: specs },
    },
    {
      name: 'what-is-imported-exists',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'what-ships-is-declared',
      comment: 'A package that is imported stands in the dependencies of the workspace that imports it.',
      severity: 'error',
      from: { path: '^(libs|sagas|apps)/', pathNot: [specs] },
      // Types alone do not ship; who lints has a linter.
      to: {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'],
        pathNot: '(^|/)node_modules/(@types|@typescript-eslint/utils|eslint)/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Of the house only: many packages have their entry in dist.
    exclude: { path: '^(libs|sagas|apps)/[^/]+/dist/' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    detectJSDocImports: false,
    tsConfig: { fileName: 'tsconfig.eslint.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
