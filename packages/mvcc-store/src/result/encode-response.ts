import type { ResponseHeader } from '@quorate/protocol';
import type { DeleteRangeResult, PutResult, RangeResult, TxnResult } from './results.ts';

/** Whose answer it is; the revision comes from the result. */
export type AnswerHeader = Pick<ResponseHeader, 'clusterId' | 'memberId' | 'raftTerm'>;

/** An encoded RangeResponse, in one array. For results of many megabytes see `rangeResponseParts`. */
export declare function encodeRangeResponse(header: AnswerHeader, result: RangeResult): Uint8Array;
/** The same as parts that follow one another: the bytes of large values are not copied. */
export declare function rangeResponseParts(header: AnswerHeader, result: RangeResult): Uint8Array[];
export declare function encodePutResponse(header: AnswerHeader, result: PutResult): Uint8Array;
export declare function encodeDeleteRangeResponse(header: AnswerHeader, result: DeleteRangeResult): Uint8Array;
export declare function encodeTxnResponse(header: AnswerHeader, result: TxnResult): Uint8Array;
