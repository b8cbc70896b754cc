/** What a saga does is not what its specification says. */
export class SpecificationFailed extends Error {
  override readonly name = 'SpecificationFailed';
}
