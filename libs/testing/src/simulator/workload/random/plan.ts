import type { Random } from '../../kernel/random.js';

/** What a drawn saga does. It travels as the saga's input, so that one saga can be any. */
export type Plan = readonly Move[];

export type Move =
  | {
      readonly do: 'activity';
      readonly activity: ActivityName;
      /** Certain refusal, by the participant. */
      readonly refused?: true;
      /** So many milliseconds of work. */
      readonly takes: number;
    }
  | { readonly do: 'best-effort'; readonly refused: boolean }
  | { readonly do: 'timer'; readonly ms: number }
  /** A signal, or so many milliseconds. */
  | { readonly do: 'receive'; readonly ms: number }
  | { readonly do: 'effect' | 'pivot' | 'emit' | 'show' | 'fail' }
  | { readonly do: 'together' | 'race' | 'try' | 'scope'; readonly of: Plan }
  | { readonly do: 'child' | 'detach' | 'again'; readonly of: Plan };

export const activityNames = ['stock.reserve', 'pay.charge', 'mail.send'] as const;
export type ActivityName = (typeof activityNames)[number];

/** A tree of at most so many moves. */
export function drawPlan(random: Random, most = 8): Plan {
  const budget = { left: random.integer(1, most) };
  const plan: Move[] = [];
  while (budget.left > 0) plan.push(drawMove(random, budget, 0));
  return plan;
}

interface Budget {
  left: number;
}

function drawMove(random: Random, budget: Budget, depth: number): Move {
  budget.left--;
  if (depth < 2 && budget.left > 0 && random.chance(0.35)) return drawBranch(random, budget, depth);
  const draw = random.fraction();
  if (draw < 0.45) return drawActivity(random);
  if (draw < 0.52) return { do: 'best-effort', refused: random.chance(0.5) };
  if (draw < 0.62) return { do: 'timer', ms: random.pick([0, 100, 5_000, 120_000]) };
  if (draw < 0.76) return { do: 'receive', ms: random.pick([1_000, 60_000]) };
  return { do: random.pick(['effect', 'effect', 'emit', 'emit', 'show', 'pivot', 'fail'] as const) };
}

function drawActivity(random: Random): Move {
  const takes = random.pick([0, 10, 1_000, 8_000]);
  const activity = random.pick(activityNames);
  return { do: 'activity', activity, takes, ...(random.chance(0.12) ? { refused: true as const } : {}) };
}

function drawBranch(random: Random, budget: Budget, depth: number): Move {
  const kind = random.pick([
    'together',
    'together',
    'race',
    'try',
    'scope',
    'child',
    'child',
    'detach',
    'again',
    'again',
  ] as const);
  const of: Move[] = [];
  const wanted = random.integer(1, 3);
  // A race and what runs together is of leaves: their branches are promises of the context itself.
  const below = kind === 'race' || kind === 'together' ? 2 : depth + 1;
  while (of.length < wanted && budget.left > 0) of.push(drawMove(random, budget, below));
  return { do: kind, of };
}
