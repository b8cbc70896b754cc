import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

export type Origin =
  | { readonly kind: 'import' }
  /** Nothing in the file declares it. */
  | { readonly kind: 'global' }
  | { readonly kind: 'local'; readonly init?: TSESTree.Node };

export function originOf(name: TSESTree.Identifier, source: Readonly<TSESLint.SourceCode>): Origin {
  for (let scope: TSESLint.Scope.Scope | null = source.getScope(name); scope !== null; scope = scope.upper) {
    const definition = scope.set.get(name.name)?.defs[0];
    if (definition === undefined) continue;
    if (String(definition.type) === 'ImportBinding') return { kind: 'import' };
    const { node } = definition;
    const init = node.type === 'VariableDeclarator' ? node.init : null;
    return init === null ? { kind: 'local' } : { kind: 'local', init };
  }
  return { kind: 'global' };
}
