export type { Clock, Timer } from './clock.ts';
export type { Disk, DiskErrorCode, DiskFile, OpenMode } from './disk.ts';
export { DiskError } from './disk.ts';
export { type FailpointName, type Failpoints, failpointNames } from './failpoints.ts';
export type { LogFields, Logger } from './logger.ts';
export { silentLogger } from './logger.ts';
export type { Random } from './random.ts';
