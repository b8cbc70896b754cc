import { describe, expect, it } from '@jest/globals';
import { versionTable } from './version-table.js';

const trip = (version: number) => ({ saga: 'trip', version });

describe('the table of versions', () => {
  it('says which version is current and which may be removed', () => {
    const open = [{ ...trip(2), open: 3, oldest: 7 }];
    expect(versionTable([trip(3), trip(1), trip(2)], [], open)).toEqual([
      { ...trip(1), open: 0, current: false, registered: true, removable: true },
      { ...trip(2), open: 3, oldest: 7, current: false, registered: true, removable: false },
      { ...trip(3), open: 0, current: true, registered: true, removable: false },
    ]);
  });

  it('the pointer counts, not the highest version', () => {
    const rows = versionTable([trip(1), trip(2)], [trip(1)], []);
    expect(rows.map(({ current, removable }) => [current, removable])).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  it('shows what is open and not registered: its code must come back', () => {
    const [row] = versionTable([], [], [{ saga: 'gone', version: 4, open: 1, oldest: 5 }]);
    expect(row).toEqual({
      ...{ saga: 'gone', version: 4, open: 1, oldest: 5 },
      ...{ current: false, registered: false, removable: false },
    });
  });
});
