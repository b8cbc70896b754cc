import type { CustodySubject } from './custody-subject.js';

/** What every custody promises; runs under jest. */
export function custodyContract(name: string, makeCustody: () => Promise<CustodySubject>): void {
  describe(`custody: ${name}`, () => {
    let subject: CustodySubject;
    beforeEach(async () => {
      subject = await makeCustody();
    }, 60_000);
    afterEach(() => subject?.close());

    it('tells what another holder had and did not give back', async () => {
      const { custody } = subject;
      expect(await custody.take('a', ['requests/0', 'requests/1', 'requests/2'])).toEqual([]);
      await custody.giveBack('a', ['requests/1']);

      expect(await custody.take('b', ['requests/2', 'requests/1', 'requests/3'])).toEqual(['requests/2']);
    });

    it('S3 says nothing of what a holder takes again', async () => {
      const { custody } = subject;
      await custody.take('a', ['requests/0']);

      expect(await custody.take('a', ['requests/0'])).toEqual([]);
      expect(await custody.take('b', ['requests/0'])).toEqual(['requests/0']);
    });

    it('leaves alone what somebody else has taken since', async () => {
      const { custody } = subject;
      await custody.take('a', ['requests/0']);
      await custody.take('b', ['requests/0']);
      await custody.giveBack('a', ['requests/0']);

      expect(await custody.take('c', ['requests/0'])).toEqual(['requests/0']);
    });

    it('keeps the newest mark of each suspect until it is cleared', async () => {
      const { custody } = subject;
      await custody.mark([
        { instance: 'default/a', tries: 1 },
        { instance: 'default/b', tries: 1 },
      ]);
      await custody.mark([{ instance: 'default/b', tries: 2 }]);
      await custody.clear(['default/a', 'default/nobody']);

      expect(await custody.suspects()).toEqual([{ instance: 'default/b', tries: 2 }]);
    });

    it('does nothing with nothing', async () => {
      const { custody } = subject;
      expect(await custody.take('a', [])).toEqual([]);
      await custody.giveBack('a', []);
      await custody.mark([]);
      await custody.clear([]);

      expect(await custody.suspects()).toEqual([]);
    });
  });
}
