import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { TcpProxy } from './tcp-proxy.ts';

let echo: Server;
let proxy: TcpProxy;
let client: Socket;

beforeEach(async () => {
  echo = createServer((socket) => socket.on('error', () => socket.destroy()).pipe(socket)).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  proxy = await TcpProxy.open();
  proxy.leadsTo((echo.address() as AddressInfo).port);
  client = await entered();
});
afterEach(() => {
  client.destroy();
  proxy.close();
  echo.close();
});

async function entered(): Promise<Socket> {
  const socket = connect(proxy.port, '127.0.0.1').on('error', () => socket.destroy());
  await once(socket, 'connect');
  return socket;
}

async function answerTo(text: string): Promise<string> {
  client.write(text);
  let answer = '';
  while (answer.length < text.length) answer += String((await once(client, 'data'))[0]);
  return answer;
}

describe('the proxy before a server', () => {
  it('passes everything on, both ways', async () => {
    expect(await answerTo('all is well')).toBe('all is well');
  });

  it('breaks connections off, and lets new ones in', async () => {
    await answerTo('here');
    const closed = once(client, 'close');
    proxy.cut();
    await closed;
    client = await entered();
    expect(await answerTo('again')).toBe('again');
  });

  it('lets nobody in while it refuses', async () => {
    proxy.refuse();
    const socket = connect(proxy.port, '127.0.0.1').on('error', () => undefined);
    await new Promise((resolve) => socket.once('close', resolve));
    proxy.heal();
    client = await entered();
    expect(await answerTo('in')).toBe('in');
  });

  it('holds everything back while it hangs, and passes it on in order then', async () => {
    await answerTo('before');
    proxy.hang();
    const late = answerTo('first second third');
    const met = await Promise.race([late, answerThrough('another way')]);
    expect(met).toBe('another way');
    proxy.heal();
    expect(await late).toBe('first second third');
  });

  it('keeps the order of pieces where it grows faster on the way', async () => {
    await answerTo('here');
    proxy.slow(50);
    client.write('slow ');
    // Echoed past the proxy only when it went through it.
    const answer = answerTo('fast');
    proxy.slow(0);
    client.write('!');
    expect(await answer).toMatch(/^slow/);
  });
});

/** Past the proxy. */
async function answerThrough(text: string): Promise<string> {
  const socket = connect((echo.address() as AddressInfo).port, '127.0.0.1');
  socket.write(text);
  const [piece] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return String(piece);
}
