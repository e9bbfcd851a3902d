export type { DiskOperation, Fault, FaultPlan, OperationKind } from './disk/operation.ts';
export { SimulatedDisk, type SimulatedDiskOptions, type Survival } from './disk/simulated-disk.ts';
export { type DiskCheck, diskChecks } from './disk-checks/disk-checks.ts';
export { SeededRandom } from './seeded-random.ts';
export { VirtualClock } from './virtual-clock.ts';
