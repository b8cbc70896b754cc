export { skald } from './plugin.ts';
