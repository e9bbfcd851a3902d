/** No node: what `vote` and `leader` are when there is none. */
export const none = 0n;

/** The target of MsgStorageAppend: whoever writes this node's log (2⁶⁴ − 1). Only with asynchronous storage writes. */
export const localAppendThread = 0xffff_ffff_ffff_ffffn;

/** The target of MsgStorageApply: whoever applies this node's committed entries (2⁶⁴ − 2). */
export const localApplyThread = 0xffff_ffff_ffff_fffen;

/** Whether the id is one of the two local storage threads, which are no nodes. */
export function isLocalThread(id: bigint): boolean {
  return id === localAppendThread || id === localApplyThread;
}
