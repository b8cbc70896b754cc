import type { TSESTree } from '@typescript-eslint/utils';
import { isCombinator, leftmostCall } from '../code/promises.ts';
import { defineRule } from '../code/define-rule.ts';
import { isWait } from '../code/saga-context.ts';
import { someInside } from '../code/walk.ts';

export const noFloatingCtx = defineRule<'floating' | 'unused'>({
  wants: 'What ctx promises is awaited, alone or combined',
  messages: {
    floating:
      'Nobody waits for this: its failure would be lost, and the saga may end before it. Await it, or combine it in Promise.all or ctx.race; ctx.bestEffort() never fails the saga.',
    unused: 'Nobody waits for {{name}}: await it, or combine it in Promise.all or ctx.race.',
  },
  create(context) {
    const { sourceCode } = context;
    const promises = (node: TSESTree.Node): boolean => {
      const call = leftmostCall(node);
      if (call === undefined) return false;
      return isWait(call, sourceCode) || isWaitOfEach(call) || (isCombinator(call) && holdsWait(call));
    };
    const holdsWait = ({ arguments: [list] }: TSESTree.CallExpression): boolean =>
      list?.type === 'ArrayExpression'
        ? list.elements.some((element) => element !== null && promises(element))
        : list !== undefined && promises(list);
    /** `lines.map((line) => ctx.activity(hold, line))`, and `forEach`, whose promises nobody can have. */
    const isWaitOfEach = ({ callee, arguments: [each] }: TSESTree.CallExpression): boolean => {
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false;
      if (!['forEach', 'map'].includes(callee.property.name)) return false;
      if (each?.type !== 'ArrowFunctionExpression' && each?.type !== 'FunctionExpression') return false;
      const { body } = each;
      if (!each.async && body.type !== 'BlockStatement') return promises(body);
      return each.async && someInside(body, sourceCode, (node) => isWait(node, sourceCode));
    };
    return {
      ExpressionStatement({ expression }) {
        const inner =
          expression.type === 'UnaryExpression' && expression.operator === 'void' ? expression.argument : expression;
        if (promises(inner)) context.report({ node: inner, messageId: 'floating' });
      },
      VariableDeclarator(node) {
        if (node.id.type !== 'Identifier' || node.init === null || !promises(node.init)) return;
        const { name } = node.id;
        const [variable] = sourceCode.getDeclaredVariables?.(node) ?? [];
        if (variable !== undefined && !variable.references.some((reference) => reference.isRead())) {
          context.report({ node: node.id, messageId: 'unused', data: { name } });
        }
      },
    };
  },
});
