import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { isCombinator, leftmostCall } from '../code/promises.ts';
import { defineRule } from '../code/define-rule.ts';
import { contextCall, isContext, isInEffect } from '../code/saga-context.ts';
import { originOf } from '../code/variables.ts';

export const noForeignAwait = defineRule<'foreign'>({
  wants: 'Sagas await what ctx promises, and functions of their own',
  messages: {
    foreign:
      'This settles when the outside pleases, which no history records: call it in an activity, or in ctx.effect(). A function of the saga is given ctx.',
  },
  create: (context) => ({
    AwaitExpression({ argument }) {
      const { sourceCode } = context;
      if (isInEffect(argument, sourceCode)) return;
      for (const node of foreign(argument, sourceCode)) context.report({ node, messageId: 'foreign' });
    },
  }),
});

/** What in this is surely not of the saga. */
function foreign(node: TSESTree.Node, source: Readonly<TSESLint.SourceCode>): TSESTree.Node[] {
  switch (node.type) {
    case 'NewExpression':
      return node.callee.type === 'Identifier' && node.callee.name === 'Promise' ? [node] : [];
    case 'Identifier': {
      const origin = originOf(node, source);
      const init = origin.kind === 'local' ? origin.init : undefined;
      return init !== undefined && startsWork(init) && foreign(init, source).length > 0 ? [node] : [];
    }
    case 'CallExpression':
      return inCall(leftmostCall(node) ?? node, source);
    default:
      return [];
  }
}

const startsWork = ({ type }: TSESTree.Node) => type === 'CallExpression' || type === 'NewExpression';

function inCall(call: TSESTree.CallExpression, source: Readonly<TSESLint.SourceCode>): TSESTree.Node[] {
  if (isCombinator(call) || contextCall(call, source) === 'race') {
    return branches(call.arguments[0]).flatMap((branch) => foreign(branch, source));
  }
  if (call.arguments.some((argument) => isContext(argument, source))) return [];
  return isForeignCallee(call.callee, source) ? [call] : [];
}

function branches(argument: TSESTree.Node | undefined): TSESTree.Node[] {
  if (argument?.type === 'ArrayExpression') {
    return argument.elements.filter((element) => element !== null);
  }
  if (argument?.type !== 'ObjectExpression') return [];
  return argument.properties.flatMap((property) => (property.type === 'Property' ? [property.value] : []));
}

/** Imported, global, or of a provider: `this.provider.method`. What `Promise` itself makes is at hand at once. */
function isForeignCallee(callee: TSESTree.Node, source: Readonly<TSESLint.SourceCode>): boolean {
  let owner = callee;
  let depth = 0;
  for (; owner.type === 'MemberExpression'; depth += 1) owner = owner.object;
  if (owner.type === 'ThisExpression') return depth > 1;
  if (owner.type !== 'Identifier' || isContext(owner, source)) return false;
  switch (originOf(owner, source).kind) {
    case 'import':
      return true;
    case 'global':
      return owner.name !== 'Promise';
    case 'local':
      return false;
  }
}
