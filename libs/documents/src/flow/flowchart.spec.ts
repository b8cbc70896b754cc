import { describe, expect, it } from '@jest/globals';
import { flowchart } from './flowchart.js';
import { flowOf } from './flow-of.js';

describe('a flowchart', () => {
  it('of no history is empty', () => expect(flowchart(flowOf([]))).toBe('flowchart TD\n'));

  it('keeps names out of the grammar', () => {
    const node = { id: 'activity:a', kind: 'activity', label: 'a "b" <c> #1' } as const;
    const edge = { from: node.id, to: node.id, labels: ['E"1"', 'F'] };
    expect(flowchart({ nodes: [node], edges: [edge], undos: [] })).toBe(
      'flowchart TD\n  subgraph forward\n    n0["a #quot;b#quot; #lt;c#gt; #35;1"]\n  end\n  n0 -->|"E#quot;1#quot;, F"| n0\n',
    );
  });
});
