import type { ExecutionContext } from '@nestjs/common';
import { createParamDecorator } from '@nestjs/common';
import { defaultNamespace, isName, nameRule } from '@skald/contracts';
import { headersOf } from './request-headers.js';
import { HttpRefusal } from './http-refusal.js';

/** The header `Skald-Namespace`, or `default`. */
export const Namespace = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const namespace = headersOf(context)['skald-namespace'] ?? defaultNamespace;
  if (isName('namespace', namespace)) return namespace;
  throw new HttpRefusal('INVALID_INPUT', `the header Skald-Namespace must be ${nameRule('namespace')}`);
});
