import type { ChildResult, Reply, SagaStatus } from '@skald/contracts';
import type { Message, Turn } from '@skald/engine';
import type { OutgoingRecord } from '@skald/ports';
import type { TopicNames } from '../../topics/topics.js';
import type { Receipts } from './receipts.js';

/** Makes records of messages: topics, keys, values, headers as in the contracts. */
export class Outgoing {
  constructor(
    private readonly names: TopicNames,
    private readonly replyTopics: ReadonlySet<string>,
    private readonly receipts: Receipts | undefined,
  ) {}

  /** Everything a turn sends, its own record first. */
  turn(turn: Turn, eventsJson: string, status: SagaStatus, messages: readonly Message[]): OutgoingRecord[] {
    const sent = messages.map((message) => {
      const headers = this.receipts?.headersOf(message, turn);
      const record = this.message(message, turn.at);
      return headers === undefined ? record : { ...record, headers };
    });
    return [this.#event(turn, eventsJson, status), ...sent];
  }

  message(message: Message, at: number): OutgoingRecord {
    switch (message.kind) {
      case 'command':
        return { topic: this.names.commands(message.queue), key: message.key, value: JSON.stringify(message.command) };
      case 'request':
        return { topic: this.names.requests, key: message.request.workflowId, value: JSON.stringify(message.request) };
      case 'result':
        return this.result(message.result);
      case 'reply':
        return this.reply(message.replyTo, message.reply, at);
      case 'domain-event': {
        const { topic, key, payload, id } = message;
        return { topic, key, value: JSON.stringify(payload), headers: cloudEvent(id, topic, key, at) };
      }
    }
  }

  /** The answer of a child's coordinator to that of the parent. */
  result(result: ChildResult): OutgoingRecord {
    return { topic: this.names.results, key: result.workflowId, value: JSON.stringify(result) };
  }

  reply(replyTo: string | undefined, reply: Reply, at: number): OutgoingRecord {
    const { namespace, workflowId, run, type, requestId } = reply;
    const topic = replyTo !== undefined && this.replyTopics.has(replyTo) ? replyTo : this.names.replies;
    const id = `${namespace}/${workflowId}/${run}/${type}/${requestId ?? ''}`;
    return {
      topic,
      key: workflowId,
      value: JSON.stringify(reply),
      headers: cloudEvent(id, `skald.saga.${type}`, workflowId, at),
    };
  }

  #event(turn: Turn, eventsJson: string, status: SagaStatus): OutgoingRecord {
    const { namespace, workflowId, run, seq, at, saga, version } = turn;
    const head = JSON.stringify({
      namespace,
      workflowId,
      run,
      seq,
      at: new Date(at).toISOString(),
      saga,
      version,
      status,
    });
    return {
      topic: this.names.events,
      key: workflowId,
      value: `${head.slice(0, -1)},"events":${eventsJson}}`,
      headers: cloudEvent(`${namespace}/${workflowId}/${seq}`, 'skald.saga.turn', workflowId, at),
    };
  }
}

/** CloudEvents 1.0, binary mode. */
function cloudEvent(id: string, type: string, subject: string, at: number): Record<string, string> {
  return {
    ce_specversion: '1.0',
    ce_id: id,
    ce_source: 'skald',
    ce_type: type,
    ce_time: new Date(at).toISOString(),
    ce_subject: subject,
    'content-type': 'application/json',
  };
}
