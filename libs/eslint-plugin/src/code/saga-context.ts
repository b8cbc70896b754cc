import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

/** What of the context gives a promise. */
const waits = new Set(['activity', 'bestEffort', 'child', 'effect', 'race', 'receive', 'scope', 'timer']);

/** A parameter called `ctx`, or declared as `SagaContext`. */
export function isContext(node: TSESTree.Node, source: Readonly<TSESLint.SourceCode>): boolean {
  if (node.type !== 'Identifier') return false;
  for (let scope: TSESLint.Scope.Scope | null = source.getScope(node); scope !== null; scope = scope.upper) {
    const variable = scope.set.get(node.name);
    if (variable !== undefined) return variable.identifiers.some((name) => isContextParameter(name, variable));
  }
  return false;
}

function isContextParameter(name: TSESTree.Identifier, variable: TSESLint.Scope.Variable): boolean {
  if (!variable.defs.some((definition) => String(definition.type) === 'Parameter')) return false;
  const type = name.typeAnnotation?.typeAnnotation;
  if (type === undefined) return name.name === 'ctx';
  return type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'SagaContext';
}

/** The name of the method, when this calls one of the context. */
export function contextCall(node: TSESTree.Node, source: Readonly<TSESLint.SourceCode>): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') {
    return undefined;
  }
  const { object, property } = node.callee;
  return isContext(object, source) && property.type === 'Identifier' ? property.name : undefined;
}

/** A call of the context that gives a promise. */
export function isWait(node: TSESTree.Node, source: Readonly<TSESLint.SourceCode>): boolean {
  return waits.has(contextCall(node, source) ?? '');
}

/** In a function given to `ctx.effect`: it runs once, and what it gives is recorded. */
export function isInEffect(node: TSESTree.Node, source: Readonly<TSESLint.SourceCode>): boolean {
  for (let at = node; at.parent; at = at.parent) {
    const isFunction = at.type === 'ArrowFunctionExpression' || at.type === 'FunctionExpression';
    if (isFunction && contextCall(at.parent, source) === 'effect') return true;
  }
  return false;
}
