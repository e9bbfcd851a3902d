const MIB = 1024 * 1024;

/** `12,345`; below ten with a decimal. */
export function rateText(perSecond: number): string {
  return perSecond < 10 ? perSecond.toFixed(1) : Math.round(perSecond).toLocaleString('en');
}

/** Microseconds as milliseconds with three significant digits: `0.214 ms`, `12.3 ms`. */
export function millisText(micros: number): string {
  const millis = micros / 1000;
  return `${millis < 1 ? millis.toFixed(3) : millis < 100 ? millis.toPrecision(3) : Math.round(millis)} ms`;
}

/** Bytes as whole mebibytes. */
export function memoryText(bytes: number): string {
  return `${Math.round(bytes / MIB).toLocaleString('en')} MiB`;
}

/** A ratio as people say it: `2.41×`. */
export function ratioText(ratio: number | undefined): string {
  return ratio === undefined ? '' : `${ratio.toFixed(2)}×`;
}
