import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { defineRule } from '../code/define-rule.ts';
import { leftmostCall } from '../code/promises.ts';
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
    const check = (handler: TSESTree.Node, param: TSESTree.Node | null | undefined, body: TSESTree.Node) => {
      const caught = param?.type === 'Identifier' ? param.name : undefined;
      if (!someInside(body, sourceCode, (node) => looksAt(node, caught, sourceCode)))
        context.report({ node: handler, messageId: 'swallowed' });
    };
    return {
      TryStatement({ block, handler }) {
        if (handler === null || !someInside(block, sourceCode, (node) => isWait(node, sourceCode))) return;
        check(handler, handler.param, handler.body);
      },
      CallExpression(call) {
        const {
          callee,
          arguments: [handler],
        } = call;
        if (callee.type !== 'MemberExpression') return;
        if (callee.property.type !== 'Identifier' || callee.property.name !== 'catch') return;
        if (handler?.type !== 'ArrowFunctionExpression' && handler?.type !== 'FunctionExpression') return;
        const source = leftmostCall(call);
        if (source !== undefined && isWait(source, sourceCode)) check(handler, handler.params[0], handler.body);
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
