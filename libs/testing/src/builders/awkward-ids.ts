/** Every character that a workflowId may have, in one. */
export const everyVisibleCharacter = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i))
  .filter((character) => character !== '/')
  .join('');

/** Allowed ids that are easily mixed up or misread by a store: prefixes of one another, operators, separators. */
export const awkwardIds: readonly string[] = [
  'a',
  'a0',
  'a1',
  'a.',
  'a-',
  'a|',
  'a%',
  'a_',
  'A',
  '$a',
  '$gt',
  '.',
  '..',
  '__proto__',
  '00000000',
  '\'";--',
  '^a.*',
  'x'.repeat(256),
  everyVisibleCharacter,
];
