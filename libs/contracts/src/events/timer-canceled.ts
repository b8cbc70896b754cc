export interface TimerCanceled {
  readonly type: 'TimerCanceled';
  readonly timerId: string;
}
