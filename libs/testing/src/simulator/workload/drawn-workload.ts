import type { Simulated } from '../house/house.js';
import { bankWorkload } from './bank/bank-workload.js';
import { transferSaga } from './bank/transfer-saga.js';
import { collectorSaga } from './collector/collector-saga.js';
import { collectorWorkload } from './collector/collector-workload.js';
import { randomSaga } from './random/random-saga.js';
import { randomWorkload } from './random/random-workload.js';

/** For most seeds sagas that are drawn whole; for some a bank, or a collector of signals. */
export const drawnWorkload: Simulated = {
  sagas: [randomSaga, transferSaga, collectorSaga] as never,
  workload: (random) => {
    const draw = random.fraction();
    if (draw < 0.15) return bankWorkload(random);
    return draw < 0.25 ? collectorWorkload(random) : randomWorkload(random);
  },
};
