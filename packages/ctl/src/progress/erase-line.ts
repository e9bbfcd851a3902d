/** Has a terminal go back to the beginning of the line and take away what stands there. */
export const eraseLine = '\r\u001b[K';
