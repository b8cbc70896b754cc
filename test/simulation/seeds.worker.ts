import { parentPort, workerData } from 'node:worker_threads';
import { runSeeds } from './run-seeds.ts';

await runSeeds(workerData as { from: number; seeds: number }, (report) => void parentPort?.postMessage(report));
