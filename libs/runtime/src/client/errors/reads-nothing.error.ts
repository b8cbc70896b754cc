/** This client was made without a store: it asks and hears, and looks nothing up. */
export class ReadsNothing extends Error {
  override readonly name = 'ReadsNothing';
  readonly code = 'READS_NOTHING';
  constructor(readonly workflowId: string) {
    super(
      `${workflowId} cannot be looked up by a client without a store: ` +
        'give createSagaClient, or SagaClientModule.forRoot, the option `store`',
    );
  }
}
