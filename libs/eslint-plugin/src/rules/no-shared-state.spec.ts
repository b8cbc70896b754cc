import { saga, specifyRule } from './saga-files.for-spec.ts';

specifyRule(
  'no-shared-state',
  [
    saga('let total = 0; total += input.amount; const all = []; all.push(total); return all;'),
    saga('return seen.get(limit);'),
    saga('input.count = 1; input.all.push(1);'),
    'class Trip { constructor(limits) { this.limits = limits; } count = 0; }',
    'export const table = new Map(); table.set("a", 1);',
    'declare let built: string;',
  ],
  [
    ['let last;', 'module'],
    ['export var last = 1;', 'module'],
    [saga('this.last = input;'), 'field'],
    [saga('this.counts.total += 1; this.count++; delete this.last;'), 'field', 'field', 'field'],
    [saga('this.all.push(input);'), 'field'],
    [saga('seen.set(input.id, true);'), 'changed'],
    [saga('seen.latest = input;'), 'changed'],
  ],
);
