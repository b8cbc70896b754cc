import type { Evidence } from '../evidence/evidence.js';
import type { InstanceHistory, Place } from './instance-history.js';
import { historiesOf } from './instance-history.js';
import { once } from './once.js';
import { followWork } from './follow-work.js';
import type { InstanceStory } from './life.js';

export const storiesOf = once(
  (evidence: Evidence): ReadonlyMap<string, InstanceStory> =>
    new Map([...historiesOf(evidence)].map(([instance, history]) => [instance, storyOf(history)])),
);

function storyOf(history: InstanceHistory): InstanceStory {
  const story: InstanceStory = { history, works: new Map(), lives: [] };
  for (const place of history.places) {
    followLife(story, place);
    const life = story.lives.at(-1);
    if (life !== undefined) followWork(story, life, place);
  }
  return story;
}

function followLife({ lives }: InstanceStory, place: Place): void {
  const { event, turn, order } = place;
  const life = lives.at(-1);
  switch (event.type) {
    case 'SagaStarted': {
      if (event.continued === true && life !== undefined) {
        life.lastRun = turn.run;
        return;
      }
      const started = place as Place<'SagaStarted'>;
      lives.push({
        ...{ started, firstRun: turn.run, lastRun: turn.run, plans: [] },
        ...{ pivotAt: undefined, unwinding: undefined, end: undefined },
      });
      return;
    }
    case 'PivotPassed':
      if (life !== undefined) life.pivotAt ??= order;
      return;
    case 'ChildCompleted':
      if (event.pivot === true && life !== undefined) life.pivotAt ??= order;
      return;
    case 'CompensationPlanned':
      life?.plans.push(place as Place<'CompensationPlanned'>);
      if (event.cause !== 'scope' && life !== undefined) life.unwinding ??= place;
      return;
    case 'UndoRequested':
      if (life !== undefined) life.end = undefined;
      return;
    case 'SagaCompleted':
    case 'SagaFailed':
    case 'SagaCompensated':
    case 'SagaCanceled':
    case 'SagaTerminated':
      if (life !== undefined) life.end = place;
      return;
    default:
      return;
  }
}
