/** From 10⁻⁴ up to a million Go writes a number as people do, else with an exponent. */
const plainExponentMin = -4;
const plainExponentLimit = 6;

/** Writes a number as Go's `strconv` does with format `g` and shortest precision, which is what Prometheus clients print. */
export function formatGoFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return '0';
  const [mantissa = '', exponentText = ''] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent >= plainExponentMin && exponent < plainExponentLimit) return String(value);
  return `${mantissa}e${signed(exponent)}`;
}

function signed(exponent: number): string {
  return `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
