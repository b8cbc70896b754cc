export interface NamespaceCap {
  /** Instances that are open at once. A whole number from 1 on. */
  readonly openInstances?: number;
  /** Starts in a second, all of them at once at most. A whole number from 1 on. */
  readonly startsPerSecond?: number;
}

/** What each namespace may have; `of` says otherwise for some, cap by cap. */
export interface NamespaceCaps extends NamespaceCap {
  readonly of?: Readonly<Record<string, NamespaceCap>>;
}

export function capOf({ of = {}, ...all }: NamespaceCaps, namespace: string): NamespaceCap {
  const own = Object.hasOwn(of, namespace) ? of[namespace] : undefined;
  const openInstances = own?.openInstances ?? all.openInstances;
  const startsPerSecond = own?.startsPerSecond ?? all.startsPerSecond;
  return {
    ...(openInstances === undefined ? {} : { openInstances }),
    ...(startsPerSecond === undefined ? {} : { startsPerSecond }),
  };
}

/** @throws TypeError naming the cap that is none. */
export function checkedCaps(caps: NamespaceCaps): NamespaceCaps {
  check(caps, 'namespaceCaps');
  for (const [namespace, cap] of Object.entries(caps.of ?? {})) check(cap, `namespaceCaps.of.${namespace}`);
  return caps;
}

function check(cap: NamespaceCap, field: string): void {
  for (const name of ['openInstances', 'startsPerSecond'] as const) {
    const value = cap[name];
    if (value === undefined || (Number.isSafeInteger(value) && value >= 1)) continue;
    throw new TypeError(`${field}.${name}: ${String(value)} is not a whole number from 1 on`);
  }
}
