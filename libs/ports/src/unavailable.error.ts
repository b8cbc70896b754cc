/** The store does not answer, or it is not known what it did: try again later, read back first. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  readonly code = 'STORE_UNAVAILABLE';
}

/** The bus does not answer, or it is not known what arrived: send again. */
export class BusUnavailable extends Error {
  override readonly name = 'BusUnavailable';
  readonly code = 'BUS_UNAVAILABLE';
}
