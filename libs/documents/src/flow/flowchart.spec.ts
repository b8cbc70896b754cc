import { describe, expect, it } from '@jest/globals';
import { flowchart } from './flowchart.js';
import { flowsOf } from './flows-of.js';

describe('a flowchart', () => {
  it('of no history is empty', () => expect(flowchart(flowsOf([]))).toBe('flowchart TD\n'));

  it('keeps names out of the grammar', () => {
    const node = { id: 'activity:a', kind: 'activity', label: 'a "b" <c> #1' } as const;
    const edge = { from: node.id, to: node.id, labels: ['E"1"', 'F'] };
    expect(flowchart(new Map([['trip', { nodes: [node], edges: [edge], undos: [] }]]))).toBe(
      'flowchart TD\n  subgraph forward\n    n0["a #quot;b#quot; #lt;c#gt; #35;1"]\n  end\n  n0 -->|"E#quot;1#quot;, F"| n0\n',
    );
  });

  it('of several sagas has lanes for each', () => {
    const flow = (id: string) => ({ nodes: [{ id, kind: 'start', label: id } as const], edges: [], undos: [] });
    expect(
      flowchart(
        new Map([
          ['stay', flow('a')],
          ['trip', flow('b')],
        ]),
      ),
    ).toBe(
      'flowchart TD\n  subgraph forward0["stay"]\n    n0(["a"])\n  end\n  subgraph forward1["trip"]\n    n1(["b"])\n  end\n',
    );
  });
});
