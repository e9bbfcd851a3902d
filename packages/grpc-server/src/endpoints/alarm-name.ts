/** The kinds of alarm by their numbers in etcd's API. */
export const AlarmType = { NONE: 0, NOSPACE: 1, CORRUPT: 2 } as const;

/** The name of an alarm as queries and answers of the HTTP endpoints spell it; a kind unknown here is shown as its number. */
export function alarmName(type: number): string {
  return Object.entries(AlarmType).find(([, number]) => number === type)?.[0] ?? String(type);
}
