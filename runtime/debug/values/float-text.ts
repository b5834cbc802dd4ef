/** The shortest decimal number that is this value in its type, of 2 to 16 bytes. `long double` is exact to 21 digits. */
export function floatText(value: number, bytes: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0';
  if (bytes !== 4) return String(value);
  for (let digits = 1; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(Number(value.toPrecision(9)));
}

const FRACTION_BITS = 112n;
const BIAS = 16_383;
const DIGITS = 21;

/** A `long double`, which is IEEE 754 with 128 bits; a double holds neither its digits nor its range. */
export function quadText(bits: bigint): string {
  const sign = bits >> 127n === 0n ? '' : '-';
  const exponent = Number((bits >> FRACTION_BITS) & 0x7fffn);
  const fraction = bits & ((1n << FRACTION_BITS) - 1n);
  if (exponent === 0x7fff) return fraction === 0n ? `${sign}inf` : 'nan';
  const mantissa = exponent === 0 ? fraction : fraction | (1n << FRACTION_BITS);
  if (mantissa === 0n) return `${sign}0`;
  return sign + decimalText(mantissa, Math.max(1, exponent) - BIAS - Number(FRACTION_BITS));
}

/** `mantissa` times two to the power `power`, with so many digits. */
function decimalText(mantissa: bigint, power: number): string {
  // So many decimal places that enough digits are before them.
  const places = Math.max(0, Math.ceil(DIGITS - Math.log10(2) * (power + mantissa.toString(2).length)));
  const scaled = mantissa * 10n ** BigInt(places);
  const whole = power >= 0 ? scaled << BigInt(power) : scaled >> BigInt(-power);
  const drop = BigInt(Math.max(0, whole.toString().length - DIGITS));
  const unit = 10n ** drop;
  const digits = ((whole + unit / 2n) / unit).toString();
  const exponent = digits.length - 1 + Number(drop) - places;
  const shown = digits.replace(/0+$/, '');
  if (exponent < -7 || exponent >= DIGITS)
    return `${shown[0] ?? ''}${shown.length > 1 ? `.${shown.slice(1)}` : ''}e${exponent < 0 ? '' : '+'}${exponent}`;
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${shown}`;
  if (shown.length <= exponent + 1) return shown.padEnd(exponent + 1, '0');
  return `${shown.slice(0, exponent + 1)}.${shown.slice(exponent + 1)}`;
}
