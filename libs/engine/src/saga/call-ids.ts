import { isName, nameRule, shown } from '@skald/contracts';
import { SagaBug } from '../errors/saga-bug.js';

/** Ids of what saga code asks for, the same on every replay. */
export class CallIds {
  private readonly calls = new Map<string, number>();
  private readonly claimed = new Set<string>();

  /** From 1: the n-th call of this name. */
  next(name: string): number {
    const n = (this.calls.get(name) ?? 0) + 1;
    this.calls.set(name, n);
    return n;
  }

  /**
   * Of an activity, a child or a detached saga; by default the n-th of this name.
   * @throws SagaBug the id is not allowed, or taken.
   */
  claim(name: string, id = `${name}#${this.next(`id:${name}`)}`): string {
    if (!isName('activityId', id)) {
      throw new SagaBug('INVALID_INPUT', `activity id ${shown(id)}: use ${nameRule('activityId')}`);
    }
    if (this.claimed.has(id)) {
      throw new SagaBug('NONDETERMINISM', `activity id ${id} is used twice in one run: give each call its own id`);
    }
    this.claimed.add(id);
    return id;
  }
}
