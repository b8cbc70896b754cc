import type { Json } from '../json/json.js';

/** What the outside reads of an instance from now on. */
export interface ViewUpdated {
  readonly type: 'ViewUpdated';
  readonly view: Json;
}
