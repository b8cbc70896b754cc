/** A bug that somebody could have made, in a file as it is built. */
export interface Bug {
  readonly name: string;
  readonly what: string;
  /** Takes hundreds of seeds: only on demand. */
  readonly seldom?: true;
  /** Below the repository. */
  readonly file: string;
  /** Stands once in the file. */
  readonly find: string;
  readonly replace: string;
}

export const bugs: readonly Bug[] = [
  {
    name: 'undo-in-order-of-doing',
    what: 'undos run oldest first',
    file: 'libs/engine/dist/decisions/plan-compensation.js',
    find: 'error: end.error, plan: plan.reverse() }',
    replace: 'error: end.error, plan }',
  },
  {
    name: 'undo-forgets-in-doubt',
    what: 'what may have happened and is not known is not undone',
    file: 'libs/engine/dist/decisions/plan-compensation.js',
    find: `            if (isUndoable(activity))
                plan.push(planned(activity));
        }
    }
    // What a failed`,
    replace: `            if (isUndoable(activity) && activity.known)
                plan.push(planned(activity));
        }
    }
    // What a failed`,
  },
  {
    name: 'undo-forgets-one',
    what: 'the newest of a plan is left out',
    file: 'libs/engine/dist/decisions/plan-compensation.js',
    find: 'error: end.error, plan: plan.reverse() }',
    replace: 'error: end.error, plan: plan.length > 1 ? plan.reverse().slice(1) : plan }',
  },
  {
    name: 'undo-all-at-once',
    what: 'an undo does not wait for the one before it',
    file: 'libs/engine/dist/decisions/progress-undo.js',
    find: 'inProgress.size === 0 ||',
    replace: 'true ||',
  },
  {
    name: 'fence-ignored',
    what: 'who loses a seq believes it has won',
    file: 'libs/mongo/dist/journal.mongo.js',
    find: `return { kind: 'conflict' };`,
    replace: `return { kind: 'appended' };`,
  },
  {
    name: 'unknown-commit-is-written',
    what: 'a commit that nobody confirmed counts as written',
    file: 'libs/mongo/dist/insert-each.js',
    find: '        for (const { index, code, message } of documentErrors(error)) {',
    replace: `        let known = [];
        try { known = documentErrors(error); } catch { /* planted */ }
        for (const { index, code, message } of known) {`,
  },
  {
    name: 'offset-first',
    what: 'offsets are committed before their records are settled',
    file: 'libs/runtime/dist/coordinator/settle/offsets.js',
    find: '        entry.watermark.opened(offset, bytes);',
    replace: `        entry.watermark.opened(offset, bytes);
        entry.watermark.settled(offset, bytes);
        this.#flushIn(0);`,
  },
  {
    name: 'dedupe-of-records-off',
    what: 'a record that comes again is taken again',
    file: 'libs/engine/dist/decisions/decide-input.js',
    find: 'function isApplied(state, source) {',
    replace: 'function isApplied(state, source) {\n    return false;',
  },
  {
    name: 'dedupe-of-signals-off',
    what: 'a signal with a known id is received again',
    file: 'libs/engine/dist/decisions/decide-signal.js',
    find: 'request.signalId !== undefined && state.signalIds.has(request.signalId)',
    replace: 'false',
  },
  {
    name: 'carried-undo-dropped',
    what: 'what is to be undone does not go into the next run',
    file: 'libs/engine/dist/decisions/continue-as-new.js',
    find: 'undo: pivotPassed ? [] :',
    replace: 'undo: true ? [] :',
  },
  {
    name: 'key-with-attempt',
    what: 'the idempotency key differs between attempts',
    file: 'libs/engine/dist/messages/command-of.js',
    find: 'idempotencyKey: idempotencyKey({ ...identity, operation }, late),',
    replace: 'idempotencyKey: `${idempotencyKey({ ...identity, operation }, late)}/${attempts.attempt}`,',
  },
  {
    name: 'random-is-random',
    what: 'ctx.uuid differs between replays',
    file: 'libs/engine/dist/saga/seeded.js',
    find: '${(this.drawn += 1)}`',
    replace: '${(this.drawn += 1)}/${(globalThis.drawnEver = (globalThis.drawnEver ?? 0) + 1)}`',
  },
  {
    name: 'published-before-it-is',
    what: 'a turn counts as published though the broker did not answer',
    file: 'libs/runtime/dist/publish/publisher.js',
    find: 'const outcomes = await this.options.bus.publish(records);',
    replace: `const outcomes = await this.options.bus.publish(records).catch(() => records.map(() => ({ kind: 'published' })));`,
  },
  {
    name: 'a-record-is-skipped',
    what: 'after a rebalance the next record is skipped',
    file: 'libs/kafka/dist/consumer/positions.js',
    find: 'position: former.get(nameOf(at))?.position }',
    replace:
      'position: former.get(nameOf(at))?.position === undefined ? undefined : former.get(nameOf(at)).position + 1 }',
  },
  {
    name: 'wakes-are-forgotten',
    what: 'a wake-up in the store is not looked for after a take-over',
    file: 'libs/runtime/dist/coordinator/timers/wakes.js',
    find: 'if (known === undefined || at < known)',
    replace: 'if (known !== undefined && at < known)',
  },
  {
    name: 'timers-fire-early',
    what: 'timers fire a second early',
    file: 'libs/engine/dist/state/timers.js',
    find: 'timer.fireAt <= at ?',
    replace: 'timer.fireAt - 1_000 <= at ?',
  },
  {
    name: 'refusals-share-a-turn',
    what: 'a refusal is decided in the turn that covers its offset',
    seldom: true,
    file: 'libs/engine/dist/execution/turn-outcome.js',
    find: `        case 'refused':
        case 'dead':
            return true;`,
    replace: `        case 'refused':
        case 'dead':
            return false;`,
  },
  {
    name: 'cache-of-others-kept',
    what: 'what went to another owner stays in memory',
    file: 'libs/runtime/dist/coordinator/rooms.js',
    find: `        this.cache.forget(isOurs);
`,
    replace: '',
  },
  {
    name: 'one-attempt-too-many',
    what: 'a retry policy allows one attempt more',
    file: 'libs/engine/dist/state/attempts.js',
    find: '+ 1 < attempts.retry.maxAttempts',
    replace: '< attempts.retry.maxAttempts',
  },
  {
    name: 'boundary-signals-dropped',
    what: 'unread signals do not go into the next run',
    file: 'libs/engine/dist/decisions/continue-as-new.js',
    find: 'signals: body.asked.inbox.unreadSignals,',
    replace: 'signals: [],',
  },
  {
    name: 'older-projection-wins',
    what: 'an older projection replaces a newer one',
    seldom: true,
    file: 'libs/mongo/dist/save-projections.js',
    find: 'const older = { _id, $or: [{ seq: { $lt: seq } }, { seq, publishedSeq: { $lt: publishedSeq } }] };',
    replace: 'const older = { _id };',
  },
  {
    name: 'late-completion-ignored',
    what: 'what completes while it is undone is not undone',
    file: 'libs/engine/dist/decisions/decide-result.js',
    find: 'const undoable = activity.scheduled.compensation !== undefined;',
    replace: 'const undoable = false;',
  },
  {
    name: 'log-shows-the-input',
    what: 'an attempt is logged with its input',
    file: 'libs/runtime/dist/participant/execute/attempt-context.js',
    find: `this.#command = command;`,
    replace: `this.#command = command; tools.log.write('debug', 'an attempt', { input: command.input });`,
  },
];

export function bugNamed(name: string): Bug {
  const bug = bugs.find((one) => one.name === name);
  if (bug === undefined)
    throw new Error(`${name}: not a planted bug; there are ${bugs.map((one) => one.name).join(', ')}`);
  return bug;
}
