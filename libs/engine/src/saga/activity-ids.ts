import { isName, nameRule } from '@skald/contracts';
import { SagaBug } from '../errors/saga-bug.js';

/** The activities of one run: no two have the same id. */
export class ActivityIds {
  private readonly taken = new Set<string>();

  /** @throws SagaBug it is no id, or another call has it */
  take(activityId: string): string {
    if (!isName('activityId', activityId)) {
      throw new SagaBug('INVALID_INPUT', `activity id ${JSON.stringify(activityId)}: use ${nameRule('activityId')}`);
    }
    if (this.taken.has(activityId)) {
      const advice = 'give each call its own id';
      throw new SagaBug('NONDETERMINISM', `activity id ${activityId} is used twice in one run: ${advice}`);
    }
    this.taken.add(activityId);
    return activityId;
  }
}
