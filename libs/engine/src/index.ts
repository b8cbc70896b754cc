export type { AppliedOffsets, Turn } from './history/turn.js';
