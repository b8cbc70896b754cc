/** Which `ctx.scope` the running saga code is in: kept along its promise chains by whoever evaluates. */
export interface Scopes {
  readonly present: string | undefined;
  run<T>(scope: string, fn: () => T): T;
}

/** Whether what was asked for in `scope` (or outside of any) belongs to `outer`: it, or one inside it. */
export function isInside(scope: string | undefined, outer: string): boolean {
  return scope !== undefined && (scope === outer || scope.startsWith(`${outer}/`));
}
