import fc from 'fast-check';

/** What a random saga does; each is a small tree. */
export type Plan =
  | {
      readonly do: 'activity';
      readonly contract: 'plain' | 'undoable' | 'watched';
      readonly inDoubt: 'compensate' | 'skip' | 'ask';
      readonly bestEffort: boolean;
    }
  | { readonly do: 'child'; readonly onParentClose: 'cancel' | 'abandon' }
  | { readonly do: 'emit' | 'pivot' | 'effect' | 'draw' | 'fail' | 'too large' | 'show' | 'detach' | 'continue' }
  | { readonly do: 'timer'; readonly minutes: number }
  | { readonly do: 'receive'; readonly name: SignalName; readonly watched: boolean }
  | { readonly do: 'listen'; readonly name: SignalName; readonly take: number; readonly of: readonly Plan[] }
  | { readonly do: Combined; readonly of: readonly Plan[] };

export type SignalName = 'approve' | 'decline';

export type Combined = (typeof combined)[number];

/** `first of`: each in a scope of its own, until one succeeds. */
const combined = ['sequence', 'all', 'race', 'try', 'settled', 'scope', 'first of'] as const;

const signal = fc.constantFrom<SignalName>('approve', 'decline');

const leaf: fc.Arbitrary<Plan> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('activity' as const),
      contract: fc.constantFrom('plain' as const, 'undoable' as const, 'undoable' as const, 'watched' as const),
      inDoubt: fc.constantFrom('compensate' as const, 'skip' as const, 'ask' as const),
      bestEffort: fc.integer({ min: 0, max: 5 }).map((n) => n === 5),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('child' as const),
      onParentClose: fc.constantFrom('cancel' as const, 'abandon' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('timer' as const), minutes: fc.integer({ min: 0, max: 9 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('receive' as const), name: signal, watched: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'emit' as const,
        'effect' as const,
        'draw' as const,
        'fail' as const,
        'fail' as const,
        'too large' as const,
        'show' as const,
        'detach' as const,
        'continue' as const,
      ),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'pivot' as const }) },
);

export const plan = fc.letrec<{ plan: Plan }>((tie) => {
  const of = fc.array(tie('plan'), { minLength: 1, maxLength: 4 });
  return {
    plan: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { weight: 4, arbitrary: leaf },
      { weight: 6, arbitrary: fc.record({ do: fc.constantFrom(...combined, 'sequence' as const), of }) },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant('listen' as const),
          name: signal,
          take: fc.integer({ min: 1, max: 3 }),
          of,
        }),
      },
    ),
  };
}).plan;

/** As a person would write it down. */
export function written(todo: Plan): string {
  switch (todo.do) {
    case 'activity': {
      const doubt = todo.contract === 'plain' || todo.inDoubt === 'compensate' ? '' : ` in doubt ${todo.inDoubt}`;
      return `${todo.bestEffort ? 'best effort ' : ''}${todo.contract}${doubt}`;
    }
    case 'child':
      return todo.onParentClose === 'cancel' ? 'child' : 'child to abandon';
    case 'timer':
      return `timer ${todo.minutes}m`;
    case 'receive':
      return `receive ${todo.name}${todo.watched ? ' watched' : ''}`;
    case 'listen':
      return `listen ${todo.name} ${todo.take} times ${several(todo.of)}`;
    case 'sequence':
    case 'all':
    case 'race':
    case 'try':
    case 'settled':
    case 'scope':
    case 'first of':
      return `${todo.do} ${several(todo.of)}`;
    default:
      return todo.do;
  }
}

function several(of: readonly Plan[]): string {
  return `{ ${of.map(written).join('; ')} }`;
}
