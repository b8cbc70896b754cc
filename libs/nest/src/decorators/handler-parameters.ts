/** Where Nest finds which parameters of a handler there are; of our own, so that no other library's decorators mix in. */
export const parametersKey = 'skald:parameters';

/** As Nest counts them: 3 is seen by pipes as `body`, what it has no name for as `custom`. */
const inputKind = 3;
const contextKind = 100;

/** Handlers are called with (input, context); pipes see the first as `body`, the second as `custom`. */
export function describeParameters(target: object, method: string): void {
  const parameters = {
    [`${inputKind}:0`]: { index: 0, data: undefined, pipes: [] },
    [`${contextKind}:1`]: { index: 1, data: undefined, pipes: [] },
  };
  Reflect.defineMetadata(parametersKey, parameters, target.constructor, method);
}

export const handlerParameters = {
  exchangeKeyForValue: (kind: number, _data: unknown, [input, context]: readonly unknown[]): unknown =>
    kind === inputKind ? input : context,
};
