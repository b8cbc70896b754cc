export interface SagaCompensated {
  readonly type: 'SagaCompensated';
}
