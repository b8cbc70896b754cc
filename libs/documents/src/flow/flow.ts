export type NodeKind =
  | 'start'
  | 'activity'
  /** Another saga: a child, or one that is left alone. */
  | 'saga'
  | 'undo'
  | 'effect'
  | 'signal'
  | 'timer'
  | 'cancel'
  | 'operator'
  | 'pivot'
  | 'event'
  | 'next-run'
  | 'end';

export interface FlowNode {
  /** Names the node among all histories of a saga. */
  readonly id: string;
  readonly kind: NodeKind;
  readonly label: string;
}

export interface FlowEdge {
  readonly from: string;
  readonly to: string;
  /** Errors, or what made the saga be undone. */
  readonly labels: readonly string[];
}

/** The ways that instances of one saga took. */
export interface Flow {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
  /** Which undo belongs to which activity. */
  readonly undos: readonly { readonly activity: string; readonly undo: string }[];
}
