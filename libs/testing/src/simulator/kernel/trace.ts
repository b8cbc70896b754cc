import { createHash } from 'node:crypto';

/** What happened, in order, as one number: the same seed twice gives the same. */
export class Trace {
  private readonly hash = createHash('sha256');
  private readonly kept: string[] = [];

  /** `keep`: how many of the latest lines stay readable. */
  constructor(private readonly keep = 0) {}

  write(line: string): void {
    this.hash.update(line).update('\n');
    if (this.keep === 0) return;
    this.kept.push(line);
    if (this.kept.length > 2 * this.keep) this.kept.splice(0, this.keep);
  }

  get digest(): string {
    return this.hash.copy().digest('hex').slice(0, 16);
  }

  get lines(): readonly string[] {
    return this.kept.slice(-this.keep);
  }
}
