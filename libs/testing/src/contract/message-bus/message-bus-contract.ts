import { broadcasts } from './broadcasts.js';
import { createsTopics } from './creates-topics.js';
import { handsOverAgainWhatWasNotCommitted } from './hands-over-again-what-was-not-committed.js';
import { keepsOrder } from './keeps-order.js';
import { leavesBytesUntouched } from './leaves-bytes-untouched.js';
import type { MessageBusUnderTest } from './message-bus-under-test.js';
import { pausesAndStops } from './pauses-and-stops.js';
import { sharesPartitions } from './shares-partitions.js';
import { spreadsKeysAsKafka } from './spreads-keys-as-kafka.js';
import { tellsTheOutcomeOfEachRecord } from './tells-the-outcome-of-each-record.js';

/** What everybody may rely on who uses a MessageBus. Runs under jest, with its globals. */
export function messageBusContract(name: string, makeBus: () => Promise<MessageBusUnderTest>): void {
  describe(`the message bus ${name}`, () => {
    let underTest: MessageBusUnderTest | undefined;
    const subject = () => {
      if (underTest === undefined) throw new Error(`${name} did not start`);
      return underTest;
    };
    beforeAll(async () => {
      underTest = await makeBus();
    });
    afterAll(async () => {
      await underTest?.close();
    });

    keepsOrder(subject);
    spreadsKeysAsKafka(subject);
    leavesBytesUntouched(subject);
    tellsTheOutcomeOfEachRecord(subject);
    handsOverAgainWhatWasNotCommitted(subject);
    sharesPartitions(subject);
    pausesAndStops(subject);
    broadcasts(subject);
    createsTopics(subject);
  });
}
