import type { CancelReason } from '@skald/contracts';

import type { Work } from '../work.js';

/** The commands that are here and not through, so that a cancel finds one that has not begun. */
export class OpenWorks {
  readonly #byKey = new Map<string, Set<Work>>();

  enter(work: Work): void {
    const works = this.#byKey.get(work.key);
    if (works === undefined) this.#byKey.set(work.key, new Set([work]));
    else works.add(work);
  }

  leave(work: Work): void {
    const works = this.#byKey.get(work.key);
    works?.delete(work);
    if (works?.size === 0) this.#byKey.delete(work.key);
  }

  /** This attempt of execute, and those before it, are not to begin any more. */
  cancel(key: string, attempt: number, reason: CancelReason): void {
    for (const work of this.#byKey.get(key) ?? []) {
      if (work.series === 'execute' && work.attempt <= attempt) work.canceled ??= reason;
    }
  }
}
