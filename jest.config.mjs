const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  // Packages are tested from their sources: no build needed.
  moduleNameMapper: {
    '^@skald/testing/simulator$': '<rootDir>/libs/testing/src/simulator/index.ts',
    '^@skald/([a-z-]+)$': ['<rootDir>/libs/$1/src/index.ts', '<rootDir>/sagas/$1/src/index.ts'],
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/.skald/'],
};

/** Kafka and a store for all of a run: found, or started before it and stopped after it. */
const withServers = {
  globalSetup: '<rootDir>/test/run/servers-setup.ts',
  globalTeardown: '<rootDir>/test/run/servers-teardown.ts',
};

const project = (displayName, testMatch, more = {}) => ({ ...shared, ...more, displayName, testMatch });

export default {
  // With `--coverage`, which the test command asks of the engine's own specs: what they do not reach fails the run.
  collectCoverageFrom: ['libs/engine/src/**/*.ts', '!**/*spec.ts'],
  coverageReporters: [['text', { skipFull: true }]],
  coverageThreshold: { global: { lines: 100, functions: 100, statements: 100, branches: 100 } },
  projects: [
    project('unit', [
      '<rootDir>/{libs,sagas,apps}/**/src/**/*.spec.ts',
      '<rootDir>/test/{architecture,chaos/*,describe,replay,run,schemas}/**/*.spec.ts',
    ]),
    project('simulation', ['<rootDir>/test/simulation/**/*.spec.ts']),
    project('contract', ['<rootDir>/test/{contract,conformance}/**/*.spec.ts'], withServers),
    project('integration', ['<rootDir>/test/integration/**/*.spec.ts'], withServers),
    project('e2e', ['<rootDir>/test/e2e/**/*.spec.ts', '<rootDir>/test/chaos/*.spec.ts'], withServers),
  ],
};
