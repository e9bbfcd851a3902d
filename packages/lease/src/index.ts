export { LeaseError, type LeaseErrorCode } from './lease-error.ts';
export { type LeaseInfo, Lessor, type LessorOptions } from './lessor/lessor.ts';
