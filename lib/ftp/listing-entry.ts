/** A file as a line of LIST shows it. No standard says how; the two forms that all clients read are known here. */
export interface ListingEntry {
  /** Latin1, verbatim; of a link without its target. */
  name: string;
  kind: "file" | "directory" | "link" | "other";
  /** Octets; undefined where the line has none, as that of a device node. */
  size: number | undefined;
  /**
   * As far as the line says it, in the server's time zone: a UNIX line has the year or the time of day, seldom
   * both. Undefined is left to forms that have no time.
   */
  modified: { year?: number; month: number; day: number; hour?: number; minute?: number } | undefined;
  /** The whole line. */
  line: string;
}
