import type { EventBody, SagaEvent } from '@skald/contracts';
import type { InputSource } from '../decisions/input.js';
import { raised } from '../history/applied-offsets.js';
import { TurnDraft } from '../history/turn-draft.js';
import { beginsRun, type Turn } from '../history/turn.js';
import { givenUpBy } from '../messages/began-by.js';
import { messagesOf } from '../messages/messages-of.js';
import { neverLeft } from '../messages/sent-messages.js';
import { applyEvent } from '../state/apply-event.js';
import type { InstanceState } from '../state/instance-state.js';
import { markLeft } from './mark-left.js';
import type { TurnDocument } from './turn-outcome.js';

/** A place in a turn to go back to. */
export interface RecordMark {
  readonly length: number;
  readonly shown: Pick<InstanceState, 'view' | 'attributes'>;
}

/** What a turn records: each event goes into the state, with its messages into the draft, and all of them into the document. */
export class TurnRecord {
  readonly draft = new TurnDraft();
  private readonly firstIndex: number;
  private applied: Turn['applied'];

  constructor(
    private readonly state: InstanceState,
    private readonly at: number,
  ) {
    this.firstIndex = state.nextIndex;
    this.applied = state.applied;
  }

  /** `decided`: it follows from what the code asked for, not from an input. */
  add(body: EventBody, decided: boolean): SagaEvent {
    const { state, draft } = this;
    if (body.type === 'SagaStarted') {
      if (state.phase === 'closed' || state.continued !== undefined) state.run += 1;
      state.nextIndex = 0;
    }
    const event: SagaEvent = { index: state.nextIndex, ...body };
    applyEvent(state, event, this.at);
    state.nextIndex += 1;
    draft.add(event, messagesOf(state, event, event.index), decided);
    const givenUp = givenUpBy(event);
    if (givenUp !== undefined && neverLeft(state, givenUp)) draft.withdrawCommand(givenUp);
    return event;
  }

  /** An input of this offset has been taken. */
  reached(source: InputSource): void {
    this.applied = raised(this.applied, source);
  }

  get mark(): RecordMark {
    const { view, attributes } = this.state;
    return { length: this.draft.length, shown: { view, attributes } };
  }

  /** What was recorded from `mark` on broke: its inputs stay, what was decided is dropped. */
  keepInputsFrom({ length, shown }: RecordMark): void {
    this.draft.keepInputsFrom(length);
    // What is read from outside stands in the history.
    Object.assign(this.state, shown, { nextIndex: this.draft.nextIndex ?? this.firstIndex });
  }

  /** The document; the state is now that after it. */
  end(): TurnDocument {
    const { state, draft, at, applied } = this;
    const { events } = draft;
    const { saga, version } = state.started!;
    state.seq += 1;
    state.at = at;
    state.applied = applied;
    markLeft(state, events);
    const { namespace, workflowId, seq, run } = state;
    const turn: Turn = { namespace, workflowId, seq, run, at, saga, version, causes: draft.why, applied, events };
    if (beginsRun(turn)) state.runSeq = seq;
    return { turn, eventsJson: draft.eventsJson };
  }
}
