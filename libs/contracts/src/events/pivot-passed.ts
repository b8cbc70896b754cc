export interface PivotPassed {
  readonly type: 'PivotPassed';
}
