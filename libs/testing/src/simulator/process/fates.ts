/** Which part of the world a process calls. */
export type Place = 'store' | 'bus' | 'outside';

export interface PortCall {
  readonly process: string;
  readonly place: Place;
  readonly what: string;
}

/** What becomes of one call. Times in milliseconds. */
export type Fate =
  | { readonly kind: 'answered'; readonly there: number; readonly back: number }
  /** It never arrives; the caller is told so, or gives up. */
  | { readonly kind: 'lost'; readonly toldAfter: number }
  /** It is done, and the caller is told that it failed. */
  | { readonly kind: 'answer-lost'; readonly there: number; readonly toldAfter: number }
  /** The caller is told that it failed, and afterwards it is done. */
  | { readonly kind: 'late'; readonly toldAfter: number; readonly there: number }
  /** The caller ends: before it calls, when it was just done, or when the answer arrives. */
  | {
      readonly kind: 'crash';
      readonly when: CrashPoint['when'];
      readonly there: number;
      readonly back: number;
    };

export const crashTimes = ['before', 'done', 'after'] as const;

/** Where a process ends: at the `nth` call of all processes, counted from 1 and without heartbeats. */
export interface CrashPoint {
  readonly nth: number;
  readonly when: (typeof crashTimes)[number];
}

/** Decides what becomes of each call. */
export interface Fates {
  of(call: PortCall): Fate;
}
