import type { AnyMethod, MethodName } from './method.ts';

/** A method as a server holds it. */
export interface RegisteredMethod {
  readonly name: MethodName;
  readonly definition: AnyMethod;
  /** Its place in the counters. */
  readonly slot: number;
}
