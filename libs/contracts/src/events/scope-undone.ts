/** Everything that a failed `ctx.scope` planned is undone, skipped or resolved: its error goes on to the saga. */
export interface ScopeUndone {
  readonly type: 'ScopeUndone';
  readonly scope: string;
}
