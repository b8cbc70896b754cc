import type { TSESTree } from '@typescript-eslint/utils';

const combinators = new Set(['all', 'allSettled', 'any', 'race']);
const chained = new Set(['then', 'catch', 'finally']);

/** `Promise.all(…)` and the like. */
export function isCombinator({ callee }: TSESTree.CallExpression): boolean {
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Promise' &&
    callee.property.type === 'Identifier' &&
    combinators.has(callee.property.name)
  );
}

/** `a()` of `a().then(…).catch(…)`. */
export function leftmostCall(node: TSESTree.Node): TSESTree.CallExpression | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const { callee } = node;
  const isChained =
    callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && chained.has(callee.property.name);
  return isChained ? leftmostCall(callee.object) : node;
}
