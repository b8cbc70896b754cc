const longest = 100;

/** What was given, in few words, for the message of an error; works for whatever there is. */
export function shown(value: unknown): string {
  return short(textOf(value));
}

/** The beginning of a text that is long. */
export function short(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}

function textOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value.slice(0, longest + 1));
    case 'object':
      return jsonOf(value);
    case 'number':
    case 'bigint':
    case 'boolean':
    case 'symbol':
    case 'undefined':
      return String(value);
    case 'function':
      return 'a function';
  }
}

function jsonOf(value: object | null): string {
  try {
    return JSON.stringify(value);
  } catch {
    return 'an object';
  }
}
