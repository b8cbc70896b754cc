/** Who asked, so that the answer is a function of the history. */
export interface RequestOrigin {
  readonly requestId?: string;
  readonly replyTo?: string;
}
