import type { CurrentVersion, Versions } from '@skald/ports';
import type { Reader } from './reader.js';
import type { Writer } from './writer.js';

const current = 'SELECT saga, version FROM versions ORDER BY saga';

export class SqliteVersions implements Versions {
  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
  ) {}

  async current(): Promise<readonly CurrentVersion[]> {
    return this.reader.all(current, []).map(({ saga, version }) => ({ saga: String(saga), version: Number(version) }));
  }

  async move({ saga, version }: CurrentVersion): Promise<void> {
    await this.writer.write([{ statement: 'moveVersion', values: [saga, version] }]);
  }
}
