import { saga, specifyRule } from './saga-files.for-spec.ts';

const attempt = (handler: string, block = 'await ctx.activity(charge, {});') =>
  saga(`try { ${block} } catch (error) { ${handler} } return 1;`);

specifyRule(
  'no-swallowed-cancel',
  [
    attempt('throw error;'),
    attempt(`if (error instanceof CanceledFailure) throw error; ctx.log.warn('a', { error });`),
    attempt('if (!(error instanceof CanceledFailure)) return 2;'),
    attempt('return this.decide(error);'),
    attempt('return 2;', 'JSON.parse(input);'),
    saga('try { await ctx.activity(charge, {}); } finally { ctx.pivot(); }'),
    saga('await ctx.bestEffort(charge, {});'),
  ],
  [
    [attempt('return 2;'), 'swallowed'],
    [attempt(''), 'swallowed'],
    [attempt(`ctx.log.warn('failed', error);`), 'swallowed'],
    [attempt('await ctx.activity(release, { f: () => { throw error; } });'), 'swallowed'],
    [saga('try { return await ctx.receive(approve); } catch { return null; }'), 'swallowed'],
  ],
);
