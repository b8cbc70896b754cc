import type { ActivityContext } from '@skald/runtime';

/** What a participant does when it is asked. */
export type Answer = Answered & Attempts & { readonly times: number };

type Answered =
  | { readonly kind: 'returns'; readonly value: (input: unknown, ctx: ActivityContext) => unknown }
  | { readonly kind: 'fails'; readonly error: Error }
  /** Every attempt takes longer than its time-out. */
  | { readonly kind: 'times-out' }
  /** Somebody else settles it. */
  | { readonly kind: 'hands-over' }
  /** The command is never taken: only a deadline, or the saga, ends this. */
  | { readonly kind: 'silent' };

export interface Attempts {
  /** So many attempts; then the next answer. The last answer without it holds for ever. */
  readonly times?: number;
  /** Details that each of these attempts tells before it ends. */
  readonly heartbeat?: unknown;
}

/** Answers in the order of attempts. */
export class Answers {
  private asked = 0;

  constructor(private readonly answers: readonly Answer[]) {}

  /** Undefined: asked more often than was said. */
  next(): Answer | undefined {
    let before = 0;
    const nth = this.asked++;
    for (const answer of this.answers) {
      before += answer.times;
      if (nth < before) return answer;
    }
    return undefined;
  }
}

/** All but the last are given once when nothing is said; the last is given for ever. */
export function inTurn(answers: readonly Answer[]): readonly Answer[] {
  return answers.map((answer, i) =>
    i < answers.length - 1 && answer.times === Infinity ? { ...answer, times: 1 } : answer,
  );
}

export function failing(failure: string | Error, { times = Infinity, ...more }: Attempts): Answer {
  if (typeof failure !== 'string') return { kind: 'fails', error: failure, times, ...more };
  return {
    kind: 'fails',
    error: Object.assign(new Error(`${failure}, as the specification says`), { name: failure }),
    times,
    ...more,
  };
}
