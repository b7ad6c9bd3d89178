/** Days of the calendar, without a time zone: the listings and MDTM say only what the server's clock says. */

export const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days of a month (1 to 12), 0 for no month. Without a year February has 29: it may be a leap year. */
export function daysOf(month: number, year?: number): number {
  if (month === 2 && year !== undefined && !isLeapYear(year)) return 28;
  return DAYS[month - 1] ?? 0;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** A number with zeros in front, for the fixed columns of dates. */
export function digits(value: number, width: number): string {
  return String(value).padStart(width, "0");
}
