import { DriverError } from '@skald/kafka';

/** What a client library says when nobody knows what became of a call. */
export const noAnswer = (): DriverError => new DriverError('unavailable', 'no answer');
