import { digestOf } from '../evidence/digest-of.js';
import type { Evidence } from '../evidence/evidence.js';
import { effectTables } from '../reading/effect-tables.js';
import { storiesOf } from '../reading/instance-story.js';
import { messagesOn, operationText } from '../reading/topic-messages.js';
import type { Work } from '../reading/work.js';
import { keyOf } from '../reading/work.js';
import { callSlice, effectSlice, journalSlice } from '../slice.js';
import type { Violation } from '../violation.js';
import { violated } from '../violation.js';

/** I-05: what the journal calls completed was called, and returned that; no key has two effective effects. */
export function whatCompletedWasDoneOnce(evidence: Evidence): readonly Violation[] {
  const { effective } = effectTables(evidence);
  const violations: Violation[] = [];
  for (const [key, twins] of effective) {
    if (twins.length === 1) continue;
    violations.push(
      violated(evidence, 'I-05', `${key} has ${twins.length} effective effects`, ...twins.map(effectSlice)),
    );
  }
  for (const { works } of storiesOf(evidence).values()) {
    for (const work of works.values()) if (work.kind === 'activity') violations.push(...notDone(evidence, work));
  }
  return violations;
}

function notDone(evidence: Evidence, work: Work): readonly Violation[] {
  const { calls } = effectTables(evidence);
  const { forward, undo } = work;
  const violations: Violation[] = [];
  const { completed } = forward;
  const handedOver = messagesOn(evidence).handedOver.has(operationText(work, work.id, 'execute'));
  // What was handed over is completed by somebody who keeps no log.
  if (completed !== undefined && !forward.byOperator && !handedOver && completed.event.type === 'ActivityCompleted') {
    const made = calls.get(keyOf(work, 'execute')) ?? [];
    const digest = digestOf(completed.event.output);
    if (!made.some(({ output }) => output === digest)) {
      const what = `${work.id} completed with an output (${digest}) that no call returned`;
      const slices = [journalSlice(completed.turn, completed.event), ...made.map(callSlice)];
      violations.push(violated(evidence, 'I-05', what, ...slices));
    }
  }
  const undone = undo?.completed;
  // Of an unknown outcome that nobody claimed the undo is done without a call.
  const last = undo?.schedules.at(-1);
  const toldCompleted = completed !== undefined && last !== undefined && completed.order < last.order;
  if (undone !== undefined && last !== undefined && toldCompleted) {
    const late = last.event.type === 'ActivityScheduled' && last.event.operation === 'compensate' && last.event.late;
    const made = calls.get(keyOf(work, 'compensate', late === true)) ?? [];
    if (!made.some(({ output }) => output !== undefined)) {
      const slices = [journalSlice(undone.turn, undone.event), ...made.map(callSlice)];
      violations.push(violated(evidence, 'I-05', `the undo of ${work.id} completed without a call`, ...slices));
    }
  }
  return violations;
}
