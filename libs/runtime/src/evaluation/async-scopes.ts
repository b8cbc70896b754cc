import { AsyncLocalStorage } from 'node:async_hooks';
import type { Scopes } from '@skald/engine';

/** The scope of saga code, kept along its promise chains by Node. */
export function asyncScopes(): Scopes {
  const local = new AsyncLocalStorage<string>();
  return {
    get present() {
      return local.getStore();
    },
    run: (scope, fn) => local.run(scope, fn),
  };
}
