import type { SagaContext } from '@skald/engine';
import type { Plan, SubscriptionView } from './subscription-billing.contracts.js';

/** How the subscription stands in this month: what the outside sees is what the code goes by. */
export class Standing {
  view: SubscriptionView;

  constructor(
    private readonly ctx: SagaContext<SubscriptionView>,
    { month, plan, until }: { readonly month: number; readonly plan: Plan; readonly until: Date },
  ) {
    this.view = {
      ...{ month, plan, nextPlan: plan, until: until.toISOString() },
      ...{ state: 'charging', endsAfterThisMonth: false },
    };
    this.show();
  }

  change(changes: Partial<SubscriptionView>): void {
    this.view = { ...this.view, ...changes };
    this.show();
  }

  private show(): void {
    const { month, state, plan } = this.view;
    this.ctx.view(this.view);
    this.ctx.attributes({ month, state, plan });
  }
}
