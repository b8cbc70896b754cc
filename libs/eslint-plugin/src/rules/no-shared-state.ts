import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { defineRule } from '../code/define-rule.ts';

type Messages = 'module' | 'changed' | 'field';

const changing = new Set([
  'add',
  'clear',
  'delete',
  'fill',
  'pop',
  'push',
  'reverse',
  'set',
  'shift',
  'sort',
  'splice',
  'unshift',
]);

export const noSharedState = defineRule<Messages>({
  wants: 'The state of a saga is in the variables of its run',
  messages: {
    module: 'All instances share this, and none finds it again on replay: declare it with const, or in the run.',
    changed: 'All instances share {{name}}, and none finds it again on replay: keep it in a variable of the run.',
    field: 'All instances share this object, and none finds it again on replay: keep it in a variable of the run.',
  },
  create(context) {
    const target = (node: TSESTree.Node) => {
      if (isOwnField(node)) context.report({ node, messageId: 'field' });
      const root = rootOf(node);
      if (root !== undefined && root !== node) checkRoot(root, node);
    };
    const checkRoot = (root: TSESTree.Identifier, node: TSESTree.Node) => {
      if (isOfModule(root, context.sourceCode) && isInFunction(node)) {
        context.report({ node, messageId: 'changed', data: { name: root.name } });
      }
    };
    return {
      'Program > VariableDeclaration, Program > ExportNamedDeclaration > VariableDeclaration'(
        node: TSESTree.VariableDeclaration,
      ) {
        if (node.kind !== 'const' && node.declare !== true) context.report({ node, messageId: 'module' });
      },
      AssignmentExpression: ({ left }) => target(left),
      UpdateExpression: ({ argument }) => target(argument),
      'UnaryExpression[operator="delete"]': ({ argument }: TSESTree.UnaryExpression) => target(argument),
      CallExpression({ callee }) {
        if (callee.type !== 'MemberExpression') return;
        const { object, property } = callee;
        if (property.type !== 'Identifier' || !changing.has(property.name)) return;
        if (object.type === 'Identifier') checkRoot(object, callee);
        else if (isOwnField(object)) context.report({ node: callee, messageId: 'field' });
      },
    };
  },
});

/** `this.a`, `this.a.b`; in a constructor it is being made. */
function isOwnField(node: TSESTree.Node): boolean {
  if (node.type !== 'MemberExpression') return false;
  let owner: TSESTree.Node = node;
  while (owner.type === 'MemberExpression') owner = owner.object;
  if (owner.type !== 'ThisExpression') return false;
  for (let at: TSESTree.Node | undefined = node.parent; at; at = at.parent) {
    if (at.type === 'MethodDefinition') return at.kind !== 'constructor';
    if (at.type === 'PropertyDefinition') return false;
  }
  return false;
}

function rootOf(node: TSESTree.Node): TSESTree.Identifier | undefined {
  let owner = node;
  while (owner.type === 'MemberExpression') owner = owner.object;
  return owner.type === 'Identifier' ? owner : undefined;
}

/** Declared with const at the top of the file. */
function isOfModule(name: TSESTree.Identifier, source: Readonly<TSESLint.SourceCode>): boolean {
  for (let scope: TSESLint.Scope.Scope | null = source.getScope(name); scope !== null; scope = scope.upper) {
    const variable = scope.set.get(name.name);
    if (variable === undefined) continue;
    return (
      ['module', 'global'].includes(scope.type) && variable.defs.some(({ node }) => node.type === 'VariableDeclarator')
    );
  }
  return false;
}

function isInFunction(node: TSESTree.Node): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (
      at.type === 'FunctionDeclaration' ||
      at.type === 'FunctionExpression' ||
      at.type === 'ArrowFunctionExpression'
    ) {
      return true;
    }
  }
  return false;
}
