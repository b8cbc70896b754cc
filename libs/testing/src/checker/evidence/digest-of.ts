import { createHash } from 'node:crypto';
import { canonicalText } from '../../specification/canonical-text.js';

/** Of JSON, whatever the order of its keys: short, and equal for equal values. */
export function digestOf(json: unknown): string {
  return createHash('sha256')
    .update(canonicalText(json ?? null))
    .digest('base64url')
    .slice(0, 22);
}
