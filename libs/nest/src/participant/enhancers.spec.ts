import 'reflect-metadata';
import {
  type ArgumentMetadata,
  type CallHandler,
  Catch,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  Module,
  type NestInterceptor,
  type PipeTransform,
  type Type,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { RpcException } from '@nestjs/microservices';
import { Test } from '@nestjs/testing';
import { describe, expect, it } from '@jest/globals';
import { defineActivity } from '@skald/contracts';
import type { ActivityContext } from '@skald/runtime';
import { TerminalError } from '@skald/runtime';
import { catchError, map, throwError } from 'rxjs';
import { z } from 'zod';
import { Executes } from '../decorators/executes.decorator.js';
import { inMemory } from '../in-memory.for-spec.js';
import { HandlerRegistrar } from './handler.registrar.js';
import { ParticipantModule } from './participant.module.js';

const greet = defineActivity('greeter.greet', { input: z.string(), output: z.string(), errors: ['Unwelcome'] });

const ctx = { idempotencyKey: 'i-1:greet:execute', attempt: 1 } as ActivityContext;

/** Calls the handler of `greeter.greet` as the participant does. */
async function call(providers: unknown[], input: unknown): Promise<unknown> {
  @Module({ providers: providers as Type[] })
  class GreeterModule {}
  const { fatal: _, ...options } = inMemory();
  const module = await Test.createTestingModule({
    imports: [GreeterModule, ParticipantModule.forRoot(options)],
  }).compile();
  const application = await module.createNestApplication({ logger: false }).init();
  try {
    const [handler] = application.get(HandlerRegistrar).handlers();
    return await handler!.execute!(input, ctx);
  } finally {
    await application.close();
  }
}

class Upper implements PipeTransform {
  transform(value: unknown, { type }: ArgumentMetadata): unknown {
    return type === 'body' ? String(value).toUpperCase() : value;
  }
}

class NotBob implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    expect(context.getType()).toBe('rpc');
    expect(context.switchToRpc().getContext()).toBe(ctx);
    return context.switchToRpc().getData() !== 'bob';
  }
}

class Politely implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler<string>) {
    return next.handle().pipe(map((greeting) => `${greeting}, please`));
  }
}

class Unwelcome extends Error {
  override readonly name = 'Unwelcome';
}

class Retold extends Error {}

@Catch(Unwelcome)
class Retell {
  catch(error: Unwelcome): never {
    throw new Retold(`retold: ${error.message}`);
  }
}

@Injectable()
class Greeter {
  @Executes(greet)
  greet(name: string, context: ActivityContext): string {
    expect(context).toBe(ctx);
    if (name === 'eve') throw new Unwelcome('not you');
    return `hello ${name}`;
  }
}

@Injectable()
@UsePipes(Upper)
@UseGuards(NotBob)
@UseInterceptors(Politely)
@UseFilters(Retell)
class ByClass extends Greeter {}

@Injectable()
class ByMethod {
  @UsePipes(Upper)
  @UseGuards(NotBob)
  @UseInterceptors(Politely)
  @UseFilters(Retell)
  @Executes(greet)
  greet(name: string): string {
    if (name.toLowerCase() === 'eve') throw new Unwelcome('not you');
    return `hello ${name}`;
  }
}

const globally = [
  Greeter,
  { provide: APP_PIPE, useClass: Upper },
  { provide: APP_GUARD, useClass: NotBob },
  { provide: APP_INTERCEPTOR, useClass: Politely },
  { provide: APP_FILTER, useClass: Retell },
];

describe.each([
  ['the method', [ByMethod]],
  ['the class', [ByClass]],
  ['the application', globally],
])('participants keep to what is bound to %s', (_where, providers) => {
  it('pipes change the input and leave the context alone', async () => {
    expect(await call(providers, 'ana')).toContain('hello ANA');
  });

  it('interceptors see what the handler returns', async () => {
    expect(await call(providers, 'ana')).toBe('hello ANA, please');
  });

  it('guards refuse', async () => {
    await expect(call(providers, 'bob')).rejects.toMatchObject({ name: 'ForbiddenException' });
  });
});

describe('participants keep to filters', () => {
  it.each([
    ['the method', [ByMethod]],
    ['the application', [Greeter, { provide: APP_FILTER, useClass: Retell }]],
  ])('of %s', async (_where, providers) => {
    await expect(call(providers, 'eve')).rejects.toThrow(new Retold('retold: not you'));
  });

  it('of the class', async () => {
    @Injectable()
    @UseFilters(Retell)
    class Filtered extends Greeter {}
    await expect(call([Filtered], 'eve')).rejects.toBeInstanceOf(Retold);
  });

  it('that return an Observable which fails, as those of rpc do', async () => {
    @Catch()
    class Rpc {
      catch(error: Error) {
        return throwError(() => new RpcException(error.message));
      }
    }
    await expect(call([Greeter, { provide: APP_FILTER, useClass: Rpc }], 'eve')).rejects.toBeInstanceOf(RpcException);
  });
});

describe('what a handler throws', () => {
  it('arrives as it is, without any filter', async () => {
    await expect(call([Greeter], 'eve')).rejects.toBeInstanceOf(Unwelcome);
  });

  it('arrives as it is, past a filter for something else', async () => {
    @Injectable()
    @UseFilters(Retell)
    class Declining {
      @Executes(greet)
      greet(): string {
        throw new TerminalError('CardDeclined', 'no');
      }
    }
    await expect(call([Declining], 'ana')).rejects.toMatchObject({ type: 'CardDeclined' });
  });

  it('arrives as it is through interceptors', async () => {
    class Watching implements NestInterceptor {
      intercept(_context: ExecutionContext, next: CallHandler) {
        return next.handle().pipe(catchError((error: unknown) => throwError(() => error)));
      }
    }
    const providers = [Greeter, { provide: APP_INTERCEPTOR, useClass: Watching }];
    await expect(call(providers, 'eve')).rejects.toBeInstanceOf(Unwelcome);
  });
});
