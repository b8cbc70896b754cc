import type { CommandIdentity } from '../messages/decode-command.js';
import type { ActivityHandler } from './activity-handler.js';
import type { Candidate } from './claim/claim-room.js';
import type { Delivery } from './receive/delivery.js';

/** One delivery of a command, with the handler that works on it. */
export interface Work extends Candidate {
  readonly delivery: Delivery;
  readonly handler: ActivityHandler;
  readonly identity: CommandIdentity;
  /** The coordinator has had its answer, since the time was over; the handler still runs. */
  answered: boolean;
}
