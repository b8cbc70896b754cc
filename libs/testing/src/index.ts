export { recordingLog } from './virtual/recording-log.js';
export type { LogEntry, RecordingLog } from './virtual/recording-log.js';
export { seededIds } from './virtual/seeded-ids.js';
export { virtualClock } from './virtual/virtual-clock.js';
export type { VirtualClock } from './virtual/virtual-clock.js';
