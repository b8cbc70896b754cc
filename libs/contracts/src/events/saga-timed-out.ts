export interface SagaTimedOut {
  readonly type: 'SagaTimedOut';
}
