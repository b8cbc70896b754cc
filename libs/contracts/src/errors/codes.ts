/** Stable codes of refusals, as they stand in replies and HTTP answers. */
export type RefusalCode =
  'UNKNOWN_SAGA' | 'INVALID_INPUT' | 'NOT_FOUND' | 'CLOSED' | 'ALREADY_STARTED' | 'PAYLOAD_TOO_LARGE' | 'LIMIT_REACHED';

/** Why an instance was set aside. */
export type ParkCode =
  | 'NONDETERMINISM'
  | 'FOREIGN_AWAIT'
  | 'SAGA_BUG'
  | 'INVALID_INPUT'
  | 'CORRUPT_HISTORY'
  | 'VERSION_ELSEWHERE'
  | 'EVALUATION_KILLED'
  | 'EVENT_LOOP_BLOCKED'
  | 'HISTORY_TOO_LARGE'
  | 'RECORD_TOO_LARGE'
  | 'ENGINE_ERROR';

/** Why a record went to the dead letters. */
export type DeadLetterReason =
  | 'NOT_JSON'
  | 'INVALID_MESSAGE'
  | 'KEY_MISMATCH'
  | 'UNKNOWN_INSTANCE'
  | 'UNKNOWN_RUN'
  | 'UNKNOWN_ACTIVITY'
  | 'UNKNOWN_ATTEMPT'
  | 'WRONG_OPERATION'
  | 'CLOSED_INSTANCE'
  | 'CORRUPT_HISTORY'
  | 'ENGINE_ERROR'
  | 'NO_HANDLER'
  | 'OVERSIZE'
  /** A map of records of an existing topic threw, or gave nothing that can be used. */
  | 'MAPPING_FAILED'
  /** What a map gave does not fit the contract. */
  | 'INVALID_INPUT'
  /** A reply whose correlation is missing, or not one of ours. */
  | 'NO_CORRELATION';
