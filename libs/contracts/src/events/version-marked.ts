/** This run came to a changed place in its code after the change: it takes the new way. */
export interface VersionMarked {
  readonly type: 'VersionMarked';
  readonly changeId: string;
}
