import { Kernel, Random, SimulatedProcess, Sometimes, Trace } from '@skald/testing/simulator';
import { recordingLog } from '@skald/testing';

const stepMs = 20;

/** A simulated world that runs by itself while a test waits, with nothing going wrong in it. */
export class RunningKernel {
  readonly random = new Random(1);
  readonly sometimes = new Sometimes();
  readonly kernel = new Kernel(this.random, new Trace());
  private readonly running = this.run();
  private isOver = false;
  private processes = 0;

  process(): SimulatedProcess {
    const seed = ++this.processes;
    return new SimulatedProcess({
      ...{ kernel: this.kernel, name: `p${seed}`, seed, log: recordingLog(), clockOffsetMs: 0 },
      fates: { of: () => ({ kind: 'answered', there: 1, back: 1 }) },
      onCrash: () => undefined,
    });
  }

  async close(): Promise<void> {
    this.isOver = true;
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.isOver) {
      await this.kernel.run(this.kernel.now + stepMs);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
