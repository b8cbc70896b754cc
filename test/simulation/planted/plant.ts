import { registerHooks } from 'node:module';
import { bugNamed } from './bugs.ts';

// Loaded before everything else: one file of ours is read with a bug in it.
const bug = bugNamed(process.env['PLANTED_BUG'] ?? '');

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    if (!url.endsWith(`/${bug.file}`)) return loaded;
    const { source } = loaded;
    const text = typeof source === 'string' ? source : new TextDecoder().decode(source);
    const parts = text.split(bug.find);
    if (parts.length !== 2) throw new Error(`${bug.name}: ${bug.file} has ${parts.length - 1} places to plant it`);
    return { ...loaded, source: parts.join(bug.replace) };
  },
});
