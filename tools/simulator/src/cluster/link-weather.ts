import type { SeededRandom } from '@quorate/simulated-ports';

/** How the network treats messages. */
export interface Weather {
  /** Of a thousand messages, how many are lost. */
  readonly lossPerMille: number;
  /** Of a thousand messages, how many arrive twice. */
  readonly duplicatePerMille: number;
  /** A message takes between so many … */
  readonly delayMsMin: number;
  /** … and so many milliseconds; those that take less overtake others. */
  readonly delayMsMax: number;
  /** Of a thousand messages, how many take `lateMsMax` at most instead. */
  readonly latePerMille: number;
  readonly lateMsMax: number;
}

export const fairWeather: Weather = {
  lossPerMille: 0,
  duplicatePerMille: 0,
  delayMsMin: 0.2,
  delayMsMax: 2,
  latePerMille: 0,
  lateMsMax: 0,
};

/** What becomes of one message: when its copies arrive, in milliseconds from now; none when it is lost. */
export function arrivals(weather: Weather, random: SeededRandom, mayRepeat: boolean): readonly number[] {
  if (random.below(1000) < weather.lossPerMille) return [];
  const first = delay(weather, random);
  return mayRepeat && random.below(1000) < weather.duplicatePerMille ? [first, delay(weather, random)] : [first];
}

function delay(weather: Weather, random: SeededRandom): number {
  const isLate = random.below(1000) < weather.latePerMille;
  const max = isLate ? weather.lateMsMax : weather.delayMsMax;
  return between(random, weather.delayMsMin, Math.max(max, weather.delayMsMin));
}

/** A number of `min` … `max`, in steps of a microsecond. */
export function between(random: SeededRandom, min: number, max: number): number {
  return min + random.below(Math.round((max - min) * 1000) + 1) / 1000;
}
