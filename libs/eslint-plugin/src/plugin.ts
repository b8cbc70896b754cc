import type { ESLint, Linter, Rule } from 'eslint';
import { noFloatingCtx } from './rules/no-floating-ctx.ts';
import { noForeignAwait } from './rules/no-foreign-await.ts';
import { noIoImports } from './rules/no-io-imports.ts';
import { noOutsideTime } from './rules/no-outside-time.ts';
import { noOutsideWorld } from './rules/no-outside-world.ts';
import { noRandomness } from './rules/no-randomness.ts';
import { noSharedState } from './rules/no-shared-state.ts';
import { noSwallowedCancel } from './rules/no-swallowed-cancel.ts';
import { noTimers } from './rules/no-timers.ts';

const rules: Readonly<Record<string, Rule.RuleModule>> = {
  'no-floating-ctx': noFloatingCtx,
  'no-foreign-await': noForeignAwait,
  'no-io-imports': noIoImports,
  'no-outside-time': noOutsideTime,
  'no-outside-world': noOutsideWorld,
  'no-randomness': noRandomness,
  'no-shared-state': noSharedState,
  'no-swallowed-cancel': noSwallowedCancel,
  'no-timers': noTimers,
};

const plugin: ESLint.Plugin = { meta: { name: '@skald/eslint-plugin', version: '0.1.0' }, rules: { ...rules } };

const recommended: Linter.Config = {
  name: 'skald/recommended',
  files: ['**/*.{saga,contracts}.{ts,mts,js,mjs}'],
  plugins: { skald: plugin },
  rules: Object.fromEntries(Object.keys(rules).map((name) => [`skald/${name}`, 'error' as const])),
};

/** Rules for code that is replayed; `recommended` holds for files named `*.saga.ts` and `*.contracts.ts`. */
export const skald: ESLint.Plugin & {
  readonly rules: Readonly<Record<string, Rule.RuleModule>>;
  readonly configs: { readonly recommended: Linter.Config };
} = { ...plugin, rules: { ...rules }, configs: { recommended } };
