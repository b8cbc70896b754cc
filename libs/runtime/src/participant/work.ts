import type { CancelReason } from '@skald/contracts';

import type { CommandIdentity } from '../messages/decode-command.js';
import type { ActivityHandler } from './activity-handler.js';
import type { Candidate } from './claim/claim-room.js';
import type { Delivery } from '../receive/delivery.js';

/** One delivery of a command, with the handler that works on it. */
export interface Work extends Candidate {
  readonly delivery: Delivery;
  readonly handler: ActivityHandler;
  readonly identity: CommandIdentity;
  /** The coordinator has had its answer, since the time was over; the handler still runs. */
  answered: boolean;
  /** The coordinator gave it up before its handler was called: it is not called any more. */
  canceled: CancelReason | undefined;
}
