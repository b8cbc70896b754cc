/** The body did not end within its grace period after a cancel and is abandoned. */
export interface CancelGraceExpired {
  readonly type: 'CancelGraceExpired';
}
