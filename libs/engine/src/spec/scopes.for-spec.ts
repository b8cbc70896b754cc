import { AsyncLocalStorage } from 'node:async_hooks';
import type { Scopes } from '../index.js';

const local = new AsyncLocalStorage<string>();

/** As in the runtime. */
export const scopes: Scopes = {
  get present() {
    return local.getStore();
  },
  run: (scope, fn) => local.run(scope, fn),
};
