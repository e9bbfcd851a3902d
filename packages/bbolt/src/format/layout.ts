/*
 * A database file is a row of pages of equal size. Page 0 and 1 are the two metas; the rest form the tree.
 *
 *   page      | id u64 | flags u16 | count u16 | overflow u32 | elements … | keys and values … |
 *   branch el.| pos u32 | ksize u32 | pgid u64 |
 *   leaf el.  | flags u32 | pos u32 | ksize u32 | vsize u32 |
 *   bucket    | root pgid u64 | sequence u64 | (root 0: a leaf page follows inline) |
 *
 * All numbers are little-endian; `pos` counts from the element's own start. A page with `overflow` n occupies n + 1 pages.
 */
export const pageHeaderBytes = 16;
/** Branch and leaf elements have the same size, which lets one binary search serve both. */
export const elementBytes = 16;
export const bucketHeaderBytes = 16;

export const branchFlag = 0x01;
export const leafFlag = 0x02;
export const metaFlag = 0x04;
export const freelistFlag = 0x10;
/** On a leaf element: the value is a bucket header. */
export const bucketElementFlag = 0x01;

/** In a meta: the free pages were not written (`NoFreelistSync`), so they are found by walking the tree. */
export const freelistNotSynced = 0xffff_ffff_ffff_ffffn;

export const pageSizeMin = 1024;
export const pageSizeMax = 65_536;
export const pageSizeDefault = 4096;

/** bbolt's bounds on a key and a value, in bytes. */
export const keyBytesMax = 32_768;
export const valueBytesMax = 2 ** 31 - 2;

/** Metas 0 and 1, an empty freelist page and an empty root leaf: what a new file consists of. */
export const initialPages = 4;
