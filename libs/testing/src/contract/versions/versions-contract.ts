import type { Versions } from '@skald/ports';

/** Pointers to be tried, none of which was ever moved. */
export interface VersionsSubject {
  readonly versions: Versions;
  /** Another connection to the same data, or the same file opened anew. */
  reopen?(): Promise<Versions>;
  close(): Promise<void> | void;
}

/** What every store of version pointers promises; runs under jest. */
export function versionsContract(name: string, makeVersions: () => Promise<VersionsSubject>): void {
  describe(`versions: ${name}`, () => {
    let subject: VersionsSubject;
    beforeAll(async () => {
      subject = await makeVersions();
    }, 60_000);
    afterAll(() => subject?.close());

    it('knows nothing before a pointer was moved', async () => {
      expect(await subject.versions.current()).toEqual([]);
    });

    it('keeps the last move of each saga, forward and back', async () => {
      const { versions } = subject;
      await versions.move({ saga: 'trip', version: 2 });
      await versions.move({ saga: 'orders.checkout', version: 4 });
      await versions.move({ saga: 'orders.checkout', version: 3 });

      const moved = [
        { saga: 'orders.checkout', version: 3 },
        { saga: 'trip', version: 2 },
      ];
      expect(await versions.current()).toEqual(moved);
      expect(await (await subject.reopen?.())?.current()).toEqual(subject.reopen && moved);
    });
  });
}
