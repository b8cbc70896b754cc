import { InvalidInput } from './errors/invalid-input.error.js';
import { pointerSegment, shortPointer } from '../messages/json-flaw.js';

/**
 * The options of a call, as they were given: a misspelt one would be one that is not said.
 * @throws InvalidInput
 */
export function knownOptions<T extends { readonly workflowId: string }>(options: T, names: readonly string[]): T;
export function knownOptions<T extends object>(options: T, names: readonly string[], workflowId: string): T;
export function knownOptions<T extends object>(options: T, names: readonly string[], workflowId?: string): T {
  const given: unknown = options;
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new InvalidInput(workflowId ?? '', 'are no object of options', '');
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown === undefined) return options;
  const whose = workflowId ?? String((given as { readonly workflowId?: unknown }).workflowId);
  const path = shortPointer(`/${pointerSegment(unknown)}`);
  throw new InvalidInput(whose, `is no option; there are ${names.join(', ')}`, path);
}
