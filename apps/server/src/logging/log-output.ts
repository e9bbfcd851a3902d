/** A place that takes whole lines, on the spot: what was said before a crash must have arrived. */
export interface LogOutput {
  write(line: string): void;
  close(): void;
}
