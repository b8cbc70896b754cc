import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

/** Whether anything in this satisfies the test, functions that stand in it apart. */
export function someInside(
  node: TSESTree.Node,
  source: Readonly<TSESLint.SourceCode>,
  test: (node: TSESTree.Node) => boolean,
): boolean {
  if (test(node)) return true;
  const keys = source.visitorKeys[node.type] ?? [];
  return keys
    .flatMap((key) => (node as unknown as Record<string, TSESTree.Node | (TSESTree.Node | null)[] | null>)[key] ?? [])
    .some((child) => child !== null && !isFunction(child) && someInside(child, source, test));
}

const functions: ReadonlySet<string> = new Set([
  'ArrowFunctionExpression',
  'FunctionDeclaration',
  'FunctionExpression',
]);

const isFunction = ({ type }: TSESTree.Node): boolean => functions.has(type);
