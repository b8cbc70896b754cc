/** The client was closed before the answer came: whether the request was carried out is not known. */
export class ClientClosed extends Error {
  override readonly name = 'ClientClosed';
  readonly code = 'CLIENT_CLOSED';
  constructor() {
    super('this client is closed');
  }
}
