export type Attribute = string | number | boolean;

/** By which instances are found: indexed, and told apart by type. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** What changes of them; null removes. */
export type AttributesPatch = Readonly<Record<string, Attribute | null>>;

const mostAttributes = 64;
const longestName = 128;
const longestText = 1_024;

export interface AttributesFlaw {
  /** Names on the way to it; none: all of it. */
  readonly path: readonly string[];
  readonly detail: string;
}

/** What is wrong with attributes, whoever gives them; undefined when nothing is. */
export function attributesFlaw(attributes: unknown): AttributesFlaw | undefined {
  if (typeof attributes !== 'object' || attributes === null || Array.isArray(attributes)) {
    return { path: [], detail: 'is not an object of names and values' };
  }
  const entries = Object.entries(attributes);
  if (entries.length > mostAttributes) return { path: [], detail: `has more than ${mostAttributes} entries` };
  for (const [name, value] of entries) {
    const detail = flawOf(name, value);
    if (detail !== undefined) return { path: [name], detail };
  }
  return undefined;
}

function flawOf(name: string, value: unknown): string | undefined {
  if (name === '' || name.length > longestName) return `has a name that is not 1 to ${longestName} characters long`;
  if (name === '__proto__') return 'has a name that is not allowed';
  switch (typeof value) {
    case 'string':
      return value.length <= longestText ? undefined : `is longer than ${longestText} characters`;
    case 'number':
      return Number.isFinite(value) ? undefined : `is ${value}, which cannot be kept`;
    case 'boolean':
      return undefined;
    default:
      return 'is not a text, a number or a boolean';
  }
}
