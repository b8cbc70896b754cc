import { describe, expect, it } from '@jest/globals';
import { aProjection, awkwardIds, everyVisibleCharacter } from '@skald/testing';
import { decodeCursor, pageOf } from './list-cursor.js';
import { InvalidCursor } from './invalid-cursor.error.js';

const listed = (instance: string, startedAt: number) => ({ instance, startedAt, projection: aProjection() });
const cursorAfter = (instance: string, startedAt: number): string =>
  pageOf([listed(instance, startedAt), listed('default/next', 0)], 1).cursor!;

describe('the cursor of a list', () => {
  it.each([...awkwardIds, everyVisibleCharacter])('stands for its place, as it is in a URL, after %s', (workflowId) => {
    const instance = `default/${workflowId}`;
    const cursor = cursorAfter(instance, 1_767_225_600_000);
    expect(new URLSearchParams(`cursor=${cursor}`).get('cursor')).toBe(cursor);
    expect(decodeCursor(cursor)).toEqual({ instance, startedAt: 1_767_225_600_000 });
  });

  it('stands for instants before 1970, too', () => {
    expect(decodeCursor(cursorAfter('default/a', -1))).toEqual({ instance: 'default/a', startedAt: -1 });
  });

  it.each(['', 'nonsense', '~', '~E0~A4', 'soon~20default~2Fa', '1~20', 'WzEsImEiXQ'])(
    'is none when it is %p',
    (cursor) => {
      expect(() => decodeCursor(cursor)).toThrow(InvalidCursor);
    },
  );

  it('is left out behind what has no instant: that is damaged, and last', () => {
    expect(pageOf([listed('default/a', NaN), listed('default/b', NaN)], 1)).not.toHaveProperty('cursor');
  });
});
