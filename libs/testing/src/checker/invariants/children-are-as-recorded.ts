import { instanceKey } from '@skald/contracts';
import type { Evidence } from '../evidence/evidence.js';
import type { InstanceStory } from '../reading/life.js';
import { storiesOf } from '../reading/instance-story.js';
import type { Work } from '../reading/work.js';
import { journalSlice } from '../slice.js';
import { statusAfter } from './every-instance-has-one-ending.js';
import type { Violation } from '../violation.js';
import { violated } from '../violation.js';

/** I-15: a child is started exactly when its parent recorded it, and the recorded outcome is its own. */
export function childrenAreAsRecorded(evidence: Evidence): readonly Violation[] {
  const stories = storiesOf(evidence);
  return [...stories.values()].flatMap((story) => [
    ...unrecorded(evidence, stories, story),
    ...[...story.works.values()].flatMap((work) => (work.kind === 'child' ? otherwise(evidence, stories, work) : [])),
  ]);
}

function unrecorded(
  evidence: Evidence,
  stories: ReadonlyMap<string, InstanceStory>,
  { history, lives }: InstanceStory,
): readonly Violation[] {
  return lives.flatMap(({ started: { event, turn } }) => {
    if (event.parent === undefined) return [];
    const { workflowId, run, childId } = event.parent;
    const work = stories.get(instanceKey({ namespace: history.namespace, workflowId }))?.works.get(`${run}/${childId}`);
    if (work?.childId === history.workflowId && !work.neverLeft) return [];
    return [
      violated(evidence, 'I-15', 'a child was started that its parent did not record', journalSlice(turn, event)),
    ];
  });
}

function otherwise(evidence: Evidence, stories: ReadonlyMap<string, InstanceStory>, work: Work): readonly Violation[] {
  const { namespace, childId = '', forward, undo } = work;
  const child = stories.get(instanceKey({ namespace, workflowId: childId }));
  const isOwn =
    child?.lives.some(
      ({ started: { event } }) => event.parent?.childId === work.id && event.parent.workflowId === work.workflowId,
    ) === true;
  const endings = isOwn ? (child?.history.places.filter(({ event }) => statusAfter(event) !== undefined) ?? []) : [];
  const violations: Violation[] = [];
  const told = (what: string, place: Work['asked']): void => {
    const slices = [place, ...endings].map(({ turn, event }) => journalSlice(turn, event));
    violations.push(violated(evidence, 'I-15', what, ...slices));
  };
  const { completed } = forward;
  if (completed?.event.type === 'ChildCompleted' && !forward.byOperator) {
    const output = JSON.stringify(completed.event.output ?? null);
    const same = endings.some(({ event }) => event.type === 'SagaCompleted' && JSON.stringify(event.output) === output);
    if (!same) told(`${work.id} is recorded as completed, and did not complete so`, completed);
  }
  for (const place of forward.settlements) {
    if (place.event.type !== 'ChildFailed' || place.event.status === 'rejected') continue;
    const { status } = place.event;
    if (!endings.some(({ event }) => statusAfter(event) === status))
      told(`${work.id} is recorded as ${status}, and is not`, place);
  }
  const undone = undo?.completed;
  if (undone?.event.type === 'ChildCompleted' && isOwn) {
    const end = child?.lives.at(-1)?.end;
    const ended = end === undefined ? undefined : statusAfter(end.event);
    if (ended === undefined || ended === 'completed' || ended === 'terminated')
      told(`${work.id} is recorded as undone, and is not`, undone);
  }
  return violations;
}
