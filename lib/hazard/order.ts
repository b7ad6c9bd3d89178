/** What octets on a control connection may do to the target, from harmless to worst. */
export const HAZARDS = ["observe", "session", "buffer", "storage", "firmware", "reboot"] as const;
export type Hazard = (typeof HAZARDS)[number];

/** Whether `a` is worse than `b`. */
export function hazardAbove(a: Hazard, b: Hazard): boolean {
  return HAZARDS.indexOf(a) > HAZARDS.indexOf(b);
}
