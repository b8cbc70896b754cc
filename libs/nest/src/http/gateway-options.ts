import type { Clock, Ids, Log, MessageBus } from '@skald/ports';
import type { Store } from '../adapters/store.js';

/** Store and bus are closed by the module at shutdown. */
export interface GatewayModuleOptions {
  readonly store: Pick<Store, 'journal' | 'instances' | 'ping' | 'close'>;
  readonly bus: MessageBus;
  /** Callers must send it as a bearer token. Left out: anybody who reaches the port may call. */
  readonly token?: string;
  /**
   * Names that callers reach this gateway by, in the headers Host and Origin; probes apart.
   * Left out: with a token any, without one those of the loopback interface.
   */
  readonly hosts?: readonly string[] | 'any';
  /** Of the topics. Default `saga.`. */
  readonly prefix?: string;
  /** How long an answer of the coordinator is waited for, milliseconds. Default 4,500. */
  readonly answerWithinMs?: number;
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly log?: Log;
}
