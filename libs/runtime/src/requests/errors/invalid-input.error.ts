import { RequestRefused } from './request-refused.error.js';

/** The request, its input or payload does not fit. */
export class InvalidInput extends RequestRefused {
  override readonly name = 'InvalidInput';
  readonly code = 'INVALID_INPUT';
  constructor(
    workflowId: string,
    detail: string,
    /** JSON pointer into the request: `/input/lines/0/sku`. */
    readonly path: string,
  ) {
    super(workflowId, path === '' ? detail : `${path} ${detail}`);
  }
}
