import type { SagaRequest } from '@skald/contracts';
import type { InstanceUnderTest } from './instance-under-test.for-spec.js';
import type { Story, Work } from './random-works.for-spec.js';

/** I-15: others are started, cancelled and undone exactly as recorded. */
export function* childFlaws(story: Story, { requests }: InstanceUnderTest): Generator<string> {
  const sent = requests.map(nameOf);
  const recorded = [...story.works.values()].flatMap((work) => (work.kind === 'child' ? askedOf(story, work) : []));
  for (const { event } of story.places)
    if (event.type === 'DetachedStarted') recorded.push(`start ${event.workflowId}`);
  const [missing, phantom] = [without(recorded, sent), without(sent, recorded)];
  if (missing.length > 0) yield `recorded, and not sent: ${missing.join()}`;
  if (phantom.length > 0) yield `sent, and not recorded: ${phantom.join()}`;
}

function nameOf(request: SagaRequest): string {
  const link = 'parent' in request ? request.parent : undefined;
  return `${request.type} ${link === undefined ? request.workflowId : `${link.run}/${link.childId}`}`;
}

/** What its parent has to send for a child. */
function askedOf({ places }: Story, work: Work): string[] {
  const { key, asked, ended, completed, undos } = work;
  if (asked.event.type !== 'ChildStarted') return [];
  const names: string[] = [];
  const leaves = asked.event.refused === undefined && !ended.some(({ turn }) => turn === asked.turn);
  let open = leaves;
  if (leaves) names.push(`start ${key}`);
  for (const { event, order, run } of places) {
    if (order <= asked.order) continue;
    if (completed.includes(order) || (ended.some((one) => one.order === order) && event.type === 'ChildFailed'))
      open = false;
    const isEnd = event.type === 'SagaCompleted' || event.type === 'SagaTerminated';
    if (isEnd && open && asked.event.onParentClose === 'cancel' && asked.run === run) names.push(`cancel ${key}`);
    if (event.type === 'ChildGivenUp' && ended.some((one) => one.order === order)) {
      if (event.cancel !== undefined && open) names.push(`cancel ${key}`);
      open = false;
    }
    if (event.type === 'OperatorActed' && event.verb === 'retry' && `${event.run ?? run}/${event.activityId}` === key) {
      if (event.operation === 'execute') names.push(`start ${key}`);
      else if (undos.some((one) => one.order < order)) names.push(`undo ${key}`);
      if (event.operation === 'execute') open = true;
    }
  }
  return [...names, ...undos.map(() => `undo ${key}`)];
}

/** What is in the first list more often than in the second. */
function without(all: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return all.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
