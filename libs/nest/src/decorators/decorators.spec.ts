import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { defineActivity, defineSaga, type Forward } from '@skald/contracts';
import type { SagaContext } from '@skald/engine';
import type { ActivityContext } from '@skald/runtime';
import { z } from 'zod';
import { MetadataAccessor } from '../discovery/metadata.accessor.js';
import { Compensates } from './compensates.decorator.js';
import { Executes } from './executes.decorator.js';
import { Saga } from './saga.decorator.js';

const charge = defineActivity('payments.charge', {
  input: z.object({ amount: z.number() }),
  output: z.object({ id: z.string() }),
  compensable: true,
});
const ship = defineActivity('shipping.ship', { input: z.string(), output: z.null() });
const checkout = defineSaga('checkout', { input: z.object({ total: z.number() }), output: z.string() });

const accessor = new MetadataAccessor();

describe('decorators', () => {
  it('write down what they are given', () => {
    @Saga(checkout, { version: 2, timeout: '1 hour' })
    class CheckoutV2 {
      async run(_ctx: SagaContext, input: { total: number }): Promise<string> {
        return String(input.total);
      }
    }
    class Payments {
      @Executes(charge, { concurrency: 3 })
      charge(input: { amount: number }): { id: string } {
        return { id: String(input.amount) };
      }
      @Compensates(charge)
      async refund(_forward: Forward<typeof charge>, _ctx: ActivityContext): Promise<void> {}
    }

    expect(accessor.saga(CheckoutV2)).toEqual({ contract: checkout, version: { version: 2, timeout: '1 hour' } });
    expect(accessor.executes(Payments.prototype.charge)).toEqual({ contract: charge, options: { concurrency: 3 } });
    expect(accessor.compensates(Payments.prototype.refund)).toEqual({ contract: charge });
    expect(accessor.saga(Payments)).toBeUndefined();
  });

  // What stands below is checked by the compiler: `npm run check:specs`.
  it('do not compile on a saga that does not fit its contract', () => {
    // @ts-expect-error it has no run
    @Saga(checkout, { version: 1 })
    class WithoutRun {}

    // @ts-expect-error the contract's input has no `customer`
    @Saga(checkout, { version: 1 })
    class WrongInput {
      async run(_ctx: SagaContext, input: { total: number; customer: string }): Promise<string> {
        return input.customer;
      }
    }

    // @ts-expect-error the contract's output is a string
    @Saga(checkout, { version: 1 })
    class WrongOutput {
      async run(_ctx: SagaContext, input: { total: number }): Promise<number> {
        return input.total;
      }
    }

    // @ts-expect-error there is no such unit of time
    @Saga(checkout, { version: 1, timeout: '3 dyas' })
    class WrongTimeout {
      async run(): Promise<string> {
        return '';
      }
    }

    expect([WithoutRun, WrongInput, WrongOutput, WrongTimeout]).toHaveLength(4);
  });

  it('do not compile on a handler that does not fit its contract', () => {
    class Handlers {
      // @ts-expect-error the contract's input is { amount: number }
      @Executes(charge)
      wrongInput(input: { sum: number }): { id: string } {
        return { id: String(input.sum) };
      }

      // @ts-expect-error the contract's output is { id: string }
      @Executes(charge)
      async wrongOutput(): Promise<number> {
        return 1;
      }

      // @ts-expect-error shipping.ship is not compensable
      @Compensates(ship)
      async notCompensable(): Promise<void> {}

      // @ts-expect-error an undo is told of the forward activity, not given its input
      @Compensates(charge)
      async notForward(_input: { amount: number }): Promise<void> {}

      @Compensates(charge)
      async unknownHasNoOutput(forward: Forward<typeof charge>): Promise<void> {
        // @ts-expect-error with outcome `unknown` there is no output
        expect(forward.output).toBeDefined();
      }

      @Executes(ship)
      fewerParameters(): null {
        return null;
      }
    }
    expect(Handlers).toBeDefined();
  });
});
