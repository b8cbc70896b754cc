import type { RefusalCode } from '@skald/contracts';

/** The coordinator, or this client before it, refused the request. One class for each code. */
export abstract class RequestRefused extends Error {
  abstract readonly code: RefusalCode;
  constructor(
    readonly workflowId: string,
    detail: string,
  ) {
    super(`${workflowId}: ${detail}`);
  }
}
