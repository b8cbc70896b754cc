import { isName, nameRule, shown } from '@skald/contracts';
import { SagaBug } from '../errors/saga-bug.js';

/** Each is a record in the history. */
const mostChanges = 100;

/** Which changes of its code a run takes: those whose place it had not passed when the change came. */
export class Patches {
  private readonly answers = new Map<string, boolean>();
  private fresh: string[] = [];

  /** `marked`: what the history of this run says. */
  constructor(private readonly marked: ReadonlySet<string>) {}

  /**
   * On replay the history has passed this place: with a mark, or before there was one. Otherwise the place is new to the run.
   * @throws SagaBug it is no id, or one too many
   */
  has(changeId: string, replaying: boolean): boolean {
    const known = this.answers.get(changeId);
    if (known !== undefined) return known;
    if (!isName('change id', changeId)) {
      throw new SagaBug('INVALID_INPUT', `change id ${shown(changeId)}: use ${nameRule('change id')}`);
    }
    if (this.answers.size >= mostChanges) {
      throw new SagaBug('INVALID_INPUT', `ctx.patched: over ${mostChanges} change ids in one run`);
    }
    const isMarked = this.marked.has(changeId);
    const answer = isMarked || !replaying;
    this.answers.set(changeId, answer);
    if (answer && !isMarked) this.fresh.push(changeId);
    return answer;
  }

  /** Changes that are to be marked in the history. */
  takeFresh(): string[] {
    const taken = this.fresh;
    this.fresh = [];
    return taken;
  }
}
