import type { TSESLint } from '@typescript-eslint/utils';
import type { Rule } from 'eslint';

interface Definition<M extends string> {
  /** What the rule wants. */
  readonly wants: string;
  /** What is said of a finding, and what to use instead. */
  readonly messages: Record<M, string>;
  readonly create: TSESLint.RuleCreateFunction<M, []>;
}

/** A rule without options. ESLint's own types know no TypeScript nodes; everything else about them is the same. */
export function defineRule<M extends string>({ wants, messages, create }: Definition<M>): Rule.RuleModule {
  const rule = { meta: { type: 'problem', docs: { description: wants }, schema: [], messages }, create };
  return rule as unknown as Rule.RuleModule;
}
