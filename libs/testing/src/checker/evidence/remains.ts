/** What processes still held and what they had said when the evidence was taken. */
export interface Remains {
  readonly left: readonly LeftBehind[];
  /** Lines of every process, as they were written. */
  readonly logs: readonly string[];
  /** The metrics of every process, in the text that they are scraped in. */
  readonly metrics: string;
  /** Texts that were planted in payloads. */
  readonly secrets: readonly string[];
  /** Payloads went through a codec: what was planted may not stand in journal or topics either. */
  readonly encoded: boolean;
}

/** Something that a process still has. */
export interface LeftBehind {
  readonly process: string;
  readonly kind: 'timer' | 'waiter' | 'cache-entry' | 'handle';
  /** `namespace/workflowId`; left out: it belongs to no instance, and nothing may be open any more. */
  readonly instance?: string;
  readonly detail: string;
}
