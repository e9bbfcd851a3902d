/**
 * The words of a protobuf name: parted at `_` and where case changes. A run of capitals is one word, with a plural `s` when it has
 * one: `peerURLs` is peer + URLs, `member_ID` is member + ID.
 */
function wordsOf(name: string): string[] {
  return name.match(/[A-Z]+s(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+/g) ?? [name];
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}

/** The property of a field: `range_end` → `rangeEnd`, `ID` → `id`, `peerURLs` → `peerUrls`, `grantedTTL` → `grantedTtl`. */
export function propertyName(protoName: string): string {
  const [first = protoName, ...others] = wordsOf(protoName);
  return first.toLowerCase() + others.map(capitalised).join('');
}

/** A type's name made of a property's: `targetUnion` → `TargetUnion`. */
export function typeNameOf(protoName: string): string {
  return wordsOf(protoName).map(capitalised).join('');
}

/** The key of an enum value: `NOT_EQUAL` → `NotEqual`; names that have lower case already stay. */
export function enumKey(protoName: string): string {
  return /[a-z]/.test(protoName) ? protoName : typeNameOf(protoName);
}

/** protobuf's own JSON name: underscores go, the letter after each is capitalised. */
export function jsonName(protoName: string): string {
  return protoName.replace(/_+(.)?/g, (_, letter: string | undefined) => letter?.toUpperCase() ?? '');
}
