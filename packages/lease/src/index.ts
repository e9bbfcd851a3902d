export { LeaseError, type LeaseErrorCode } from './lease-error.ts';
export { Lessor } from './lessor/lessor.ts';
export type { Checkpoint, LeaseInfo, LessorOptions } from './lessor/lessor-options.ts';
