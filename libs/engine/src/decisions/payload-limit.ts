import type { Json } from '@skald/contracts';
import { utf8Length } from '@skald/contracts';

/** How large the JSON of one payload may be, in bytes of UTF-8. */
export const payloadLimit = 262_144;

export function tooLarge(json: Json | undefined): boolean {
  if (json === undefined || atMost(json, payloadLimit) >= 0) return false;
  return utf8Length(JSON.stringify(json)) > payloadLimit;
}

/** What is left of `room` when each part takes the most that JSON could need for it; negative when it may not fit. */
function atMost(json: Json, room: number): number {
  switch (typeof json) {
    case 'string':
      return room - 6 * json.length - 3;
    case 'object': {
      if (json === null) return room - 5;
      let left = room - 3;
      if (Array.isArray(json)) {
        for (const item of json as readonly Json[]) if ((left = atMost(item, left)) < 0) return left;
        return left;
      }
      for (const [key, item] of Object.entries(json)) {
        left = atMost(item, left - 6 * key.length - 4);
        if (left < 0) return left;
      }
      return left;
    }
    default:
      return room - 26;
  }
}
