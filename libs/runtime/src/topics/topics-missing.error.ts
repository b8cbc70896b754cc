/** Topics are not there yet: somebody has to create them, then it goes on. */
export class TopicsMissing extends Error {
  override readonly name = 'TopicsMissing';
  readonly code = 'TOPICS_MISSING';
}
