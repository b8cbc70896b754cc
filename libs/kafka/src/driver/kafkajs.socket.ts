import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ISocketFactory } from 'kafkajs';

const keepAliveDelayMs = 60_000;

/** As kafkajs's own, but what is written leaves at once: else the end of a large request waits until the broker has acknowledged its beginning. */
export const promptSocket: ISocketFactory = ({ host, port, ssl, onConnect }): Socket => {
  const servername = isIP(host) === 0 ? { servername: host } : {};
  const socket = ssl
    ? connectTls({ host, port, ...servername, ...ssl }, onConnect)
    : connect({ host, port }, onConnect);
  socket.setKeepAlive(true, keepAliveDelayMs);
  socket.setNoDelay(true);
  return socket;
};
