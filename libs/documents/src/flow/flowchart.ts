import type { Flow, FlowEdge, FlowNode } from './flow.js';

const undoing = (node: FlowNode): boolean =>
  node.kind === 'undo' || (node.kind === 'end' && node.label !== 'completed');

/** The flows of sagas, by name, as a Mermaid flowchart: of each saga, forward in one lane, undoing in the other. */
export function flowchart(flows: ReadonlyMap<string, Flow>): string {
  let drawn = 0;
  const lines = [...flows].map(([saga, flow], i) => {
    const title = escaped(saga);
    const titles: Titles =
      flows.size === 1
        ? { forward: 'forward', undo: 'undo' }
        : { forward: `forward${i}["${title}"]`, undo: `undo${i}["undo of ${title}"]` };
    const first = drawn;
    drawn += flow.nodes.length;
    return linesOf(flow, titles, first);
  });
  return ['flowchart TD', ...lines.flat(), ''].join('\n');
}

interface Titles {
  readonly forward: string;
  readonly undo: string;
}

function linesOf({ nodes, edges, undos }: Flow, titles: Titles, first: number): string[] {
  const names = new Map(nodes.map(({ id }, i) => [id, `n${first + i}`]));
  const name = (id: string): string => names.get(id)!;
  const lane = (title: string, those: readonly FlowNode[]): string[] =>
    those.length === 0
      ? []
      : [`  subgraph ${title}`, ...those.map((node) => `    ${name(node.id)}${shape(node)}`), '  end'];
  return [
    ...lane(
      titles.forward,
      nodes.filter((node) => !undoing(node)),
    ),
    ...lane(titles.undo, nodes.filter(undoing)),
    ...edges.map(({ from, to, labels }) => `  ${name(from)} -->${edgeLabel(labels)} ${name(to)}`),
    ...undos
      .filter(({ activity }) => names.has(activity))
      .map(({ activity, undo }) => `  ${name(activity)} -. undone by .-> ${name(undo)}`),
    ...nodes.filter(({ kind }) => kind === 'pivot').map(({ id }) => `  style ${name(id)} stroke-width:4px`),
  ];
}

function edgeLabel(labels: FlowEdge['labels']): string {
  return labels.length === 0 ? '' : `|"${labels.map(escaped).join(', ')}"|`;
}

function shape({ kind, label }: FlowNode): string {
  const text = `"${escaped(label)}"`;
  switch (kind) {
    case 'start':
    case 'next-run':
    case 'end':
      return `([${text}])`;
    case 'activity':
    case 'undo':
      return `[${text}]`;
    case 'saga':
      return `[[${text}]]`;
    case 'effect':
      return `(${text})`;
    case 'signal':
    case 'cancel':
    case 'operator':
    case 'event':
      return `>${text}]`;
    case 'timer':
      return `{{${text}}}`;
    case 'pivot':
      return `{${text}}`;
  }
}

/** In quotes, Mermaid takes everything but these as it is. */
const escaped = (text: string): string =>
  text.replaceAll('#', '#35;').replaceAll('"', '#quot;').replaceAll('<', '#lt;').replaceAll('>', '#gt;');
