/**
 * No answer came in time: whether the request was carried out is not known.
 * Repeating it with the same workflowId and requestId is safe: repeats of one requestId are one request.
 */
export class RequestTimeout extends Error {
  override readonly name = 'RequestTimeout';
  readonly code = 'REQUEST_TIMEOUT';
  constructor(
    readonly workflowId: string,
    readonly requestId: string,
    timeoutMs: number,
  ) {
    super(
      `${workflowId}: no answer within ${timeoutMs} ms. The outcome is unknown; ` +
        `repeating the request with requestId ${requestId} is safe`,
    );
  }
}
