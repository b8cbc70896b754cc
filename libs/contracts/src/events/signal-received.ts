import type { Json } from '../json/json.js';
import type { RequestOrigin } from './request-origin.js';

export interface SignalReceived extends RequestOrigin {
  readonly type: 'SignalReceived';
  readonly name: string;
  readonly signalId?: string;
  readonly payload: Json;
}
