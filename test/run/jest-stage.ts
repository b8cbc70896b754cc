import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNode } from './part.ts';
import { oneFailed, sum, type Tally } from './tally.ts';

export interface Stage {
  readonly name: string;
  readonly projects: readonly string[];
  /** Which of their files, by a pattern of paths; by default all. */
  readonly files?: { readonly only: string } | { readonly except: string };
  /** Measured, and held against the threshold in jest.config.mjs. */
  readonly coverage?: true;
  /** Tests that start and kill servers of their own run one after another. */
  readonly workers: 1 | 2;
}

/** What jest writes with `--json`. */
export interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

export async function runStage({ name, projects, files, coverage, workers }: Stage): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'skald-jest-'));
  const reportFile = join(folder, 'report.json');
  console.log(`\n${name}`);
  try {
    const { code } = await runNode(
      [
        ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'],
        ...['--selectProjects', ...projects, '--passWithNoTests', `--maxWorkers=${workers}`],
        ...(files === undefined ? [] : [filterOf(files)]),
        ...(coverage === true ? ['--coverage'] : []),
        // Modules of a file that is done are not given back; a process that holds that much is replaced by a new one.
        ...(workers > 1 ? ['--workerIdleMemoryLimit=600MB'] : []),
        // A slow machine is no failure; what hangs is told all the same.
        '--testTimeout=30000',
        ...['--json', `--outputFile=${reportFile}`],
      ],
      'live',
    );
    return tallyOf(reportIn(reportFile), code);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function filterOf(files: NonNullable<Stage['files']>): string {
  return 'only' in files ? `--testPathPatterns=${files.only}` : `--testPathIgnorePatterns=${files.except}`;
}

/** A file that could not even be loaded counts as one failure; so does a run that failed without saying where. */
export function tallyOf(report: JestReport | undefined, code: number): Tally {
  if (report === undefined) return oneFailed;
  const tally = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return code !== 0 && tally.failed === 0 ? sum([tally, oneFailed]) : tally;
}

function reportIn(file: string): JestReport | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as JestReport;
  } catch {
    return undefined;
  }
}
