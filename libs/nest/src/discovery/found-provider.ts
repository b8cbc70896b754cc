import type { DiscoveryService } from '@nestjs/core';

/** A provider of the application, as explorers look at it. */
export interface FoundProvider {
  /** Its prototype where it is made anew for each request. */
  readonly instance: object;
  readonly type: object;
  /** `Payments (ShopModule)`: as boot checks call it. */
  readonly name: string;
  readonly isSingleton: boolean;
}

export function foundProviders(discovery: DiscoveryService): readonly FoundProvider[] {
  return discovery.getProviders().flatMap((wrapper) => {
    // One provider under a second token is still one provider.
    if (wrapper.isAlias) return [];
    const instance: unknown = wrapper.instance;
    if (typeof instance !== 'object' || instance === null) return [];
    const { constructor: type } = instance;
    if (typeof type !== 'function') return [];
    return [
      {
        instance,
        type,
        name: `${type.name} (${wrapper.host?.name ?? 'unknown module'})`,
        isSingleton: wrapper.isDependencyTreeStatic() && !wrapper.isTransient,
      },
    ];
  });
}
