import { describe, it } from '@jest/globals';
import { TerminalError } from '@skald/nest';
import {
  activity,
  cancel,
  compensated,
  completed,
  compensationFailed,
  effect,
  emitted,
  executed,
  failed,
  forwardFailed,
  not,
  operator,
  sagaSpecification,
  signal,
  start,
  timePasses,
  waitsFor,
} from '@skald/testing';
import { readMeter } from '../../docs/guides/examples/meter.contracts.js';
import { MeterV1, Tariffs } from '../../docs/guides/examples/meter.saga.js';
import {
  bookLift,
  closeStreet,
  confirmLift,
  handOverKeys,
  moved,
  packed,
  rentVan,
  sendCard,
  tellNeighbours,
} from '../../docs/guides/examples/removal.contracts.js';
import { RemovalV1 } from '../../docs/guides/examples/removal.saga.js';

const order = { household: 'h-1', from: 'Elm Street', to: 'Oak Street', companies: ['high', 'higher'] };
const booked = { booking: 'b-1' };
const street = activity(closeStreet).returns(booked);
const keys = activity(handOverKeys).returns(null);
const others = [
  activity(rentVan).returns(booked),
  activity(bookLift).returns(booked),
  activity(tellNeighbours).returns(null),
] as const;

describe('the removal of the guide to undoing', () => {
  const removal = sagaSpecification(RemovalV1).given(...others, street, keys);
  const withPermit = removal.given(activity(confirmLift).returns(null));

  it('gives back the lift that has no permit, takes the next one, and does without a card', () =>
    removal
      .given(
        activity(confirmLift).fails(new TerminalError('NoPermit'), { times: 1 }).returns(null),
        activity(sendCard).fails('OutOfStamps'),
      )
      .when(start(order), signal(packed, { boxes: 40 }))
      .then(
        completed({ boxes: 40 }),
        executed(bookLift, { company: 'higher' }),
        emitted(moved, { household: 'h-1', boxes: 40 }),
      ));

  it('is undone with word to the neighbours when it is cancelled', () =>
    withPermit
      .when(start(order), cancel({ reason: 'we stay' }))
      .then(failed('Canceled'), executed(tellNeighbours), compensated()));

  it('waits for an operator past the pivot, and undoes nothing', async () => {
    const locked = sagaSpecification(RemovalV1)
      .given(...others, street, activity(confirmLift).returns(null))
      .given(activity(sendCard).returns(null), activity(handOverKeys).fails('NobodyHome'));
    const moving = locked.when(start(order), signal(packed, { boxes: 40 }));
    await moving.then(forwardFailed(), not(completed()));
    await moving
      .when(operator('resolve', { activityId: 'keys.hand-over#1', output: null }))
      .then(completed({ boxes: 40 }));
  });

  it('asks whether a street was closed of which nobody knows', () =>
    sagaSpecification(RemovalV1)
      .given(...others, keys, activity(closeStreet).fails('Unreachable'))
      .when(start(order))
      .then(compensationFailed(), waitsFor('operator')));
});

class Until extends Tariffs {
  constructor(private readonly end: string) {
    super();
  }

  override async endOf(): Promise<string> {
    return this.end;
  }
}

describe('the meter of the guide to long-running sagas', () => {
  it('reads once a day, a run each, until the tariff ends', async () => {
    const meter = sagaSpecification(MeterV1, new Until('')).given(
      effect('end-of-tariff').returns('2026-01-02T12:00:00.000Z'),
      activity(readMeter).returns({ kwh: 7 }),
    );
    await meter.when(start({ meter: 'm-1', total: 0 }), timePasses('4 days')).then(completed({ total: 21 }));
  });
});
