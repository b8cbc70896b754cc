import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { defineRule } from './define-rule.ts';
import { isInEffect } from './saga-context.ts';

/** A use of something global: `Date.now` in `Date.now()`, also in `globalThis.Date.now()`. */
export interface GlobalUse {
  readonly path: readonly string[];
  readonly node: TSESTree.Node;
}

const worlds = new Set(['globalThis', 'global', 'window', 'self']);

/** A rule that refuses uses of what is global in code that is replayed; `refuse` says which of its messages, if any. */
export function globalsRule<M extends string>(
  wants: string,
  messages: Record<M, string>,
  refuse: (use: GlobalUse) => M | undefined,
) {
  return defineRule<M>({
    wants,
    messages,
    create: (context) => ({
      'Program:exit'(program) {
        for (const name of globalNames(context.sourceCode.getScope(program))) {
          for (const use of usesOf(name)) {
            const messageId = refuse(use);
            if (messageId === undefined || isInEffect(name, context.sourceCode)) continue;
            context.report({ node: use.node, messageId, data: { name: use.path.join('.') } });
          }
        }
      },
    }),
  });
}

/** Names that nothing in the file declares, where a value is meant. */
function globalNames(scope: TSESLint.Scope.Scope): TSESTree.Identifier[] {
  let world = scope;
  while (world.upper !== null) world = world.upper;
  const known = [...world.set.values()].filter((variable) => variable.defs.length === 0);
  return [...known.flatMap((variable) => variable.references), ...world.through]
    .filter((reference) => !reference.isTypeReference)
    .map((reference) => reference.identifier)
    .filter((name) => name.type === 'Identifier')
    .filter((name) => name.parent.type !== 'TSTypeQuery');
}

/** One, or one for each name that is taken out of it: `const { now } = Date`. */
function usesOf(name: TSESTree.Identifier): GlobalUse[] {
  const whole = useOf(name);
  const { parent } = whole.node;
  if (parent?.type !== 'VariableDeclarator' || parent.init !== whole.node || parent.id.type !== 'ObjectPattern')
    return [whole];
  if (worlds.has(whole.path[0] ?? '')) return [whole];
  const taken = parent.id.properties.flatMap((property) =>
    property.type === 'Property' && !property.computed && property.key.type === 'Identifier'
      ? [{ path: [...whole.path, property.key.name], node: property.key }]
      : [],
  );
  return taken.length === 0 ? [whole] : taken;
}

function useOf(name: TSESTree.Identifier): GlobalUse {
  const path = [name.name];
  let node: TSESTree.Node = name;
  for (;;) {
    const member: TSESTree.Node = node.parent;
    if (member.type !== 'MemberExpression' || member.object !== node) break;
    const property = propertyName(member);
    if (property === undefined) break;
    path.push(property);
    node = member;
  }
  return { path: worlds.has(name.name) && path.length > 1 ? path.slice(1) : path, node };
}

function propertyName({ computed, property }: TSESTree.MemberExpression): string | undefined {
  if (!computed) return property.type === 'Identifier' ? property.name : undefined;
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : undefined;
}
