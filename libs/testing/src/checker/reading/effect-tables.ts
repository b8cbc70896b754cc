import type { ActivityCall, EffectiveEffect } from '../evidence/effect-log.js';
import type { Evidence } from '../evidence/evidence.js';
import type { InstanceStory } from './life.js';
import { storiesOf } from './instance-story.js';
import { groupBy, once } from './once.js';
import type { IssuedAttempts, Work } from './work.js';

/** The effect log by idempotency key, beside what the journal scheduled under that key. */
export interface EffectTables {
  readonly calls: ReadonlyMap<string, readonly ActivityCall[]>;
  readonly effective: ReadonlyMap<string, readonly EffectiveEffect[]>;
  readonly issued: ReadonlyMap<string, IssuedUnderKey>;
}

export interface IssuedUnderKey extends IssuedAttempts {
  readonly work: Work;
  readonly story: InstanceStory;
}

export const effectTables = once((evidence: Evidence): EffectTables => {
  const issued = new Map<string, IssuedUnderKey>();
  for (const story of storiesOf(evidence).values()) {
    for (const work of story.works.values()) {
      for (const operation of [work.forward, work.undo]) {
        for (const [key, attempts] of operation?.issued ?? []) issued.set(key, { ...attempts, work, story });
      }
    }
  }
  const { calls, effective } = evidence.effects;
  return { calls: groupBy(calls, ({ key }) => key), effective: groupBy(effective, ({ key }) => key), issued };
});
