import type { Turn } from '@skald/engine';
import type { DeadLetterMeter } from '../messages/dead-letter-meter.js';

/** Told what a coordinator does, once a turn or a load; cheap, and never throws. */
export interface CoordinatorMeter extends DeadLetterMeter {
  /** A history of so many events was replayed. */
  replayed(saga: string, seconds: number, events: number): void;
  /** The turn is durable. */
  turned(turn: Turn): void;
  /** The earliest timer of an instance fired so long after it was due. */
  timerFired(lateSeconds: number): void;
  /** A record changed nothing, because what it says is settled: a repeat, or too late. */
  repeated(saga: string): void;
}
