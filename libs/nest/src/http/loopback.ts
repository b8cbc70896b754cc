const loopback = /^(127(\.\d{1,3}){3}|::1|\[::1\]|localhost)$/;

/** Names and addresses under which only this machine reaches itself. */
export function isLoopback(host: string): boolean {
  return loopback.test(host);
}
