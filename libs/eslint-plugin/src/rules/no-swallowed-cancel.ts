import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { defineRule } from '../code/define-rule.ts';
import { isContext, isWait } from '../code/saga-context.ts';
import { someInside } from '../code/walk.ts';

export const noSwallowedCancel = defineRule<'swallowed'>({
  wants: 'A catch around what ctx promises lets a cancellation pass',
  messages: {
    swallowed:
      'This also catches the cancellation of the saga, which then goes on as if nobody had cancelled: rethrow it (if (error instanceof CanceledFailure) throw error), or use ctx.bestEffort().',
  },
  create(context) {
    const { sourceCode } = context;
    return {
      TryStatement({ block, handler }) {
        if (handler === null || !someInside(block, sourceCode, (node) => isWait(node, sourceCode))) return;
        const caught = handler.param?.type === 'Identifier' ? handler.param.name : undefined;
        if (!someInside(handler.body, sourceCode, (node) => looksAt(node, caught, sourceCode))) {
          context.report({ node: handler, messageId: 'swallowed' });
        }
      },
    };
  },
});

/** Throws, tests for the cancellation, or hands the error to somebody who may. */
function looksAt(node: TSESTree.Node, caught: string | undefined, source: Readonly<TSESLint.SourceCode>): boolean {
  switch (node.type) {
    case 'ThrowStatement':
      return true;
    case 'Identifier':
      return node.name === 'CanceledFailure';
    case 'CallExpression':
      return (
        !isLogLine(node.callee, source) &&
        node.arguments.some((argument) => argument.type === 'Identifier' && argument.name === caught)
      );
    default:
      return false;
  }
}

/** `ctx.log.warn`. */
function isLogLine(callee: TSESTree.Node, source: Readonly<TSESLint.SourceCode>): boolean {
  if (callee.type !== 'MemberExpression') return false;
  const { object } = callee;
  return object.type === 'MemberExpression' && isContext(object.object, source);
}
