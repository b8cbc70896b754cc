import { cpus, release, totalmem, loadavg } from 'node:os';

export function machine(): string {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `${cpus().length} × ${cpus()[0]?.model.trim()}, ${memory}, Linux ${release()}, Node ${process.version}, load before ${loadavg()[0]!.toFixed(1)}`;
}
