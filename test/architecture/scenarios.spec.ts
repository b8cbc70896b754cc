import { describe, expect, it } from '@jest/globals';
import { shownInTests } from './shown-titles.for-spec.js';

/** The scenarios that every release must pass; a test that shows one has its number before its title. */
const scenarios = [
  ...['A5', 'A6', 'A7', 'A8', 'A9', 'A10', 'A11', 'A12', 'A13'],
  ...['B2', 'B3', 'B4', 'B5', 'B6', 'B7', 'B8', 'B9', 'B10', 'B11'],
  ...['C1', 'C3', 'C4', 'C5', 'C6', 'C7'],
  ...['D3', 'D4', 'D5', 'D7', 'D8', 'D9', 'D10', 'D11'],
  ...['E2', 'E3', 'E4', 'E5', 'E6', 'E7'],
  ...['F2', 'F3', 'F4'],
  ...['G2', 'G3', 'G4', 'G5', 'G6', 'G7'],
  ...['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7'],
  ...['J1', 'J2', 'J3', 'J4', 'J5', 'J6', 'J7'],
  ...['K3', 'K5', 'K6', 'K7', 'K9', 'K10'],
  ...['L3', 'L4', 'L5', 'L6', 'L7', 'L8', 'L9'],
  ...['M2', 'M3', 'M4', 'M5', 'M6', 'M7', 'M8', 'M9'],
  ...['N2'],
  ...['O1', 'O3', 'O4', 'O5', 'O6'],
  ...['P2', 'P3', 'P4', 'P5', 'P6', 'P7'],
  ...['Q2', 'Q3', 'Q4', 'Q5'],
  ...['R1', 'R2', 'R3', 'R4'],
  ...['S3', 'S4', 'S5'],
  ...['U1', 'U2', 'U6', 'U7', 'U8', 'U9'],
];

/** `'C6 are gone …'`, `'E4 E5 are …'`: the numbers before a title, whether of a test, a group, or a row of a table. */
function numbersIn(text: string): string[] {
  return [...text.matchAll(/['"`]((?:[A-Z]\d{1,2} )+)[\w%$[]/g)].flatMap(([, numbers]) => numbers!.trim().split(' '));
}

const shown = shownInTests(numbersIn);

describe('scenarios', () => {
  it('each have a test that is named after them', () => {
    expect(scenarios.filter((number) => !shown.has(number))).toEqual([]);
  });

  it('are the only ones of their letters that tests are named after', () => {
    const letters = new Set(scenarios.map(([letter]) => letter));
    const strays = [...shown].filter((number) => letters.has(number[0]) && !scenarios.includes(number));
    expect(strays).toEqual([]);
  });

  it('count only where they stand before a title', () => {
    const text = "it('B6 survives', …); it.each([['A7 %s', 1]]); describe('E4 E5 are', …); it('keeps (C6)'); // D3 see";
    expect(numbersIn(text)).toEqual(['B6', 'A7', 'E4', 'E5']);
  });
});
