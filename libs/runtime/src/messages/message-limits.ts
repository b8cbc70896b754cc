/** What a message may weigh. */
export interface MessageLimits {
  /** Of one input, payload or output as JSON in UTF-8. */
  readonly payloadBytes: number;
}

export const defaultMessageLimits: MessageLimits = { payloadBytes: 256 * 1024 };

/** Escapes and rewritten numbers make a value longer than its source by less than this. */
const worstGrowth = 6;

/** Whether a value that came in a record of `recordBytes` is heavier than the limit; light records are not measured. */
export function isOverweight(value: unknown, recordBytes: number, limits: MessageLimits): boolean {
  if (recordBytes * worstGrowth <= limits.payloadBytes || value === undefined) return false;
  return Buffer.byteLength(JSON.stringify(value)) > limits.payloadBytes;
}
