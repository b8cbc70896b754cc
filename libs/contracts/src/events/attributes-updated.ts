import type { AttributesPatch } from '../define/attributes.js';

/** Merged into those there are; null removes. */
export interface AttributesUpdated {
  readonly type: 'AttributesUpdated';
  readonly attributes: AttributesPatch;
}
