import { connect } from 'node:net';

const metadata = 3;
const correlation = 7;

/**
 * Asks the first of the brokers that answers for the cluster's metadata, and wants a broker in it.
 * Forty bytes of protocol instead of the client library, whose known timer bug prints a warning.
 */
export async function kafkaAnswers(brokers: string, withinMs: number): Promise<boolean> {
  const answers = await Promise.all(brokers.split(',').map((address) => answersAt(address.trim(), withinMs)));
  return answers.includes(true);
}

function answersAt(address: string, withinMs: number): Promise<boolean> {
  const [, host, port] = /^(.*):(\d+)$/.exec(address) ?? [];
  if (!host || !port) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = connect({ host: host.replace(/^\[|\]$/g, ''), port: Number(port) });
    const end = (answers: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answers);
    };
    const timer = setTimeout(end, withinMs, false);
    let received = Buffer.alloc(0);
    socket.on('connect', () => socket.write(request()));
    socket.on('error', () => end(false));
    socket.on('close', () => end(false));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      // size, correlation id, number of brokers
      if (received.length >= 12) end(received.readInt32BE(4) === correlation && received.readInt32BE(8) > 0);
    });
  });
}

/** Metadata, version 1, of no topic. */
function request(): Buffer {
  const client = Buffer.from('skald-launcher');
  const message = Buffer.alloc(4 + 2 + 2 + 4 + 2 + client.length + 4);
  let at = message.writeInt32BE(message.length - 4);
  at = message.writeInt16BE(metadata, at);
  at = message.writeInt16BE(1, at);
  at = message.writeInt32BE(correlation, at);
  at = message.writeInt16BE(client.length, at);
  at += client.copy(message, at);
  message.writeInt32BE(0, at);
  return message;
}
