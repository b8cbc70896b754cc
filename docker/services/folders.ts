import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** What the launcher builds from: poms, the Go module, the Java main. */
export const inputs = join(root, 'docker');

/** What was built or downloaded once; safe to delete when nothing runs. */
export const cache = join(root, '.skald', 'cache');

/** One folder per server: its record, its log, its data. */
export const servers = join(root, '.skald', 'services');
