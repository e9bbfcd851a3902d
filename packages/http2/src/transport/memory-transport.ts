import type { Transport } from './transport.ts';

/** Two transports in memory, each delivering what the other writes in a later turn of the event loop. */
export declare function memoryTransportPair(): [Transport, Transport];
