/** Which child of whom an instance is. A run of the parent has one child of this id. */
export interface ParentLink {
  readonly workflowId: string;
  readonly run: number;
  readonly childId: string;
  /** Raised by each retry of an operator; answers carry it back. */
  readonly attempt: number;
}
