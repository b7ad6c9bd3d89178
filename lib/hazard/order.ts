/** What octets on a control connection may do to the target, from harmless to worst. */
/**
 * What may be sent, from harmless to worst.
 * @since 0.1.0
 */
export const HAZARDS = ["observe", "session", "buffer", "storage", "firmware", "reboot"] as const;
/**
 * One of `HAZARDS`.
 * @since 0.1.0
 */
export type Hazard = (typeof HAZARDS)[number];

/** Whether `a` is worse than `b`. */
export function hazardAbove(a: Hazard, b: Hazard): boolean {
  return HAZARDS.indexOf(a) > HAZARDS.indexOf(b);
}
