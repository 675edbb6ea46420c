/** How figures are written on the page: English, as the page's words are. */

const LOCALE = 'en-GB';
const COUNT = new Intl.NumberFormat(LOCALE);
const CLOCK = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'medium' });
const money = new Map();

/** @param {number} number */
export function count(number) {
  return COUNT.format(number);
}

/** An amount in minor units, for example 1999 EUR as €19.99. */
export function amount(minorUnits, currency) {
  if (!money.has(currency)) {
    const format = new Intl.NumberFormat(LOCALE, { style: 'currency', currency });
    money.set(currency, { format, unit: 10 ** format.resolvedOptions().maximumFractionDigits });
  }
  const { format, unit } = money.get(currency);
  return format.format(minorUnits / unit);
}

/** The time of day; `at` in milliseconds or as ISO 8601. */
export function clock(at) {
  return CLOCK.format(new Date(at));
}

/** The time of day to the millisecond. */
export function exactClock(at) {
  const date = new Date(at);
  return `${CLOCK.format(date)}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** Day and time. */
export function moment(at) {
  return DAY.format(new Date(at));
}

/** A length of time in one or two units. */
export function duration(milliseconds) {
  const ms = Math.max(0, milliseconds);
  if (ms < 1000) {
    return `${Math.round(ms)} ms`;
  }
  const seconds = ms / 1000;
  if (seconds < 60) {
    return `${seconds < 10 ? Number(seconds.toFixed(1)) : Math.round(seconds)} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min ${Math.floor(seconds % 60)} s`;
  }
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A size in bytes. */
export function bytes(size) {
  if (size < 1024) {
    return `${size} B`;
  }
  const units = ['KiB', 'MiB', 'GiB', 'TiB'];
  let value = size / 1024;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** The end of an order's id, which tells orders of one minute apart. */
export function shortId(orderId) {
  return `…${orderId.slice(-8)}`;
}

/** A word of the API as a label: `NOT_RELAYED` or `reserve-stock` as "Not relayed", "Reserve stock". */
export function label(word) {
  const words = word.toLowerCase().replaceAll(/[_-]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
