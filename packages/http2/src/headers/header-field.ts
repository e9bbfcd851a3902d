/** One header field: the name in lower case, the value with one character a byte (Latin-1). Pseudo-header names start with a colon. */
export type HeaderField = readonly [name: string, value: string];
