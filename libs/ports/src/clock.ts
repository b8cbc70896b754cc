/** Time and waiting, so that a simulator can hold both in its hands. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds since some instant of this process: nobody sets it. */
  elapsed(): number;
  /** Calls back once, not before `delayMs` have passed. The callback never throws. Does not keep a process alive. */
  after(delayMs: number, callback: () => void): Cancel;
  /** Resolves in a later macrotask, when every promise chain that was ready has settled. Shared by all callers of one macrotask. */
  settled(): Promise<void>;
}

export type Cancel = () => void;
