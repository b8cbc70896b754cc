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
    saga('await ctx.activity(charge, {}).catch((error) => { throw new Error("no", { cause: error }); });'),
    saga('await ctx.activity(charge, {}).catch((error) => this.decide(error));'),
    saga('await ctx.activity(charge, {}).catch(decide);'),
    // Only says that the failure will be looked at where it is awaited.
    saga('const held = ctx.activity(hold, {}); held.catch(() => undefined); await held;'),
    saga('await own().catch(() => undefined);'),
  ],
  [
    [attempt('return 2;'), 'swallowed'],
    [attempt(''), 'swallowed'],
    [saga('await ctx.activity(charge, {}).catch(() => undefined);'), 'swallowed'],
    [saga('await ctx.activity(charge, {}).then((paid) => paid.id).catch((error) => null);'), 'swallowed'],
    [saga(`await ctx.receive(approve).catch((error) => { ctx.log.warn('no', error); });`), 'swallowed'],
    [attempt(`ctx.log.warn('failed', error);`), 'swallowed'],
    [attempt('await ctx.activity(release, { f: () => { throw error; } });'), 'swallowed'],
    [saga('try { return await ctx.receive(approve); } catch { return null; }'), 'swallowed'],
  ],
);
