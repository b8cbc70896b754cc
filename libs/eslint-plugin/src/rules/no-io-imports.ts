import type { TSESTree } from '@typescript-eslint/utils';
import { defineRule } from '../code/define-rule.ts';
import { isInEffect } from '../code/saga-context.ts';

const node =
  /^(node:|(assert|async_hooks|buffer|child_process|cluster|crypto|dgram|dns|events|fs|http|http2|https|inspector|module|net|os|path|perf_hooks|process|readline|repl|stream|timers|tls|url|util|v8|vm|wasi|worker_threads|zlib)(\/.*)?$)/;

const outside =
  /^(kafkajs|mongoose|mongodb|pg|mysql2?|mssql|sqlite3|better-sqlite3|redis|ioredis|knex|typeorm|sequelize|axios|undici|got|ky|superagent|node-fetch|cross-fetch|nodemailer|amqplib|nats|ws|@nestjs\/axios|@nestjs\/mongoose|@nestjs\/typeorm|@aws-sdk\/[^/]+|@google-cloud\/[^/]+|@azure\/[^/]+|@prisma\/client)(\/.*)?$/;

const chance = /^(uuid|nanoid|cuid|@paralleldrive\/cuid2|ulid|seedrandom)(\/.*)?$/;

type Messages = 'node' | 'outside' | 'chance' | 'late';

export const noIoImports = defineRule<Messages>({
  wants: 'Code that is replayed imports nothing that reaches outside',
  messages: {
    node: '{{name}} is Node’s: code that is replayed reads no machine. Make it an activity, or a provider that ctx.effect() asks.',
    outside: '{{name}} reaches outside: call it in an activity’s handler.',
    chance: '{{name}} gives something else on replay: use ctx.uuid() or ctx.random().',
    late: 'Import statically: a module that loads during a turn is a foreign wait.',
  },
  create(context) {
    const check = (at: TSESTree.Node, name: unknown) => {
      const messageId = typeof name === 'string' ? refusal(name) : undefined;
      if (messageId !== undefined) context.report({ node: at, messageId, data: { name: String(name) } });
    };
    return {
      ImportDeclaration({ source, importKind, specifiers }) {
        const types = specifiers.filter(
          (specifier) => specifier.type === 'ImportSpecifier' && specifier.importKind === 'type',
        );
        const onlyTypes = importKind === 'type' || (specifiers.length > 0 && types.length === specifiers.length);
        if (!onlyTypes) check(source, source.value);
      },
      ExportNamedDeclaration({ source, exportKind }) {
        if (source !== null && exportKind !== 'type') check(source, source.value);
      },
      ExportAllDeclaration({ source, exportKind }) {
        if (exportKind !== 'type') check(source, source.value);
      },
      ImportExpression(at) {
        if (!isInEffect(at, context.sourceCode)) context.report({ node: at, messageId: 'late' });
      },
      'CallExpression[callee.name="require"]'(at: TSESTree.CallExpression) {
        if (!isInEffect(at, context.sourceCode)) context.report({ node: at, messageId: 'late' });
      },
    };
  },
});

function refusal(name: string): Exclude<Messages, 'late'> | undefined {
  if (node.test(name)) return 'node';
  if (outside.test(name)) return 'outside';
  return chance.test(name) ? 'chance' : undefined;
}
