import { saga, specifyRule } from './saga-files.for-spec.ts';

specifyRule(
  'no-foreign-await',
  [
    saga('await ctx.activity(charge, {});'),
    saga('await Promise.all([ctx.activity(hold, {}), this.part(ctx), own()]);'),
    saga(`await ctx.race({ paid: ctx.activity(charge, {}), late: ctx.timer('1 day') });`),
    saga('await this.part(ctx); await own(); await cheapest(ctx, []);'),
    // A function of the saga, in another file.
    saga('await bookHotel(ctx, input);'),
    saga('const held = ctx.activity(hold, {}); await held;'),
    saga('await Promise.resolve(); await input.step();'),
    saga(`await ctx.effect('prices', async () => await loadPrices());`),
  ],
  [
    [saga('await loadPrices();'), 'foreign'],
    [saga('await prices.load().then((all) => all[0]);'), 'foreign'],
    [saga('await this.provider.load();'), 'foreign'],
    [saga('await new Promise((resolve) => resolve());'), 'foreign'],
    [saga(`await fetch('http://127.0.0.1');`), 'foreign'],
    [saga('const loading = loadPrices(); await loading;'), 'foreign'],
    [saga('await Promise.all([ctx.activity(hold, {}), loadPrices(), this.provider.load()]);'), 'foreign', 'foreign'],
    [saga('await ctx.race({ paid: ctx.activity(charge, {}), loaded: loadPrices() });'), 'foreign'],
  ],
);
