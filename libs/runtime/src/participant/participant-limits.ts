import { retention } from '../retention/retention.js';

/** Bounds of one participant; every one can be set. */
export interface ParticipantLimits {
  /** Attempts at once in this process. */
  readonly concurrency: number;
  /** Attempts of one activity at once, where its handler does not say. */
  readonly handlerConcurrency: number;
  /** Commands of one queue that have come but not begun; more pause the queue. */
  readonly waiting: number;
  /** Of one output as JSON in UTF-8. */
  readonly payloadBytes: number;
  /** Characters of an error's message. */
  readonly errorMessage: number;
  /** How long a claim counts as live where the command has no time-out. */
  readonly claimMs: number;
  /** How often a claim of another process is looked at while it is waited for. */
  readonly claimPollMs: number;
  /** Between two heartbeats where the command names no time-out for them. */
  readonly heartbeatMs: number;
  /** Offsets are committed at least this often … */
  readonly commitMs: number;
  /** … or after so many commands. */
  readonly commitRecords: number;
  /** How long the ledger remembers: longer than the topics of commands keep theirs. */
  readonly ledgerRetentionMs: number;
}

export const defaultParticipantLimits: ParticipantLimits = {
  concurrency: 200,
  handlerConcurrency: 100,
  waiting: 1_000,
  payloadBytes: 256 * 1024,
  errorMessage: 8 * 1024,
  claimMs: 60_000,
  claimPollMs: 500,
  heartbeatMs: 5_000,
  commitMs: 200,
  commitRecords: 1_000,
  ledgerRetentionMs: retention.ledgersMs,
};
