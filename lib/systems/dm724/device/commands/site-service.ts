import type { Task } from "../../../../device/jobs.js";
import type { Outcome, Work } from "../../../../device/outcome.js";
import { say } from "../say.js";
import type { Session } from "../session.js";

/** What stands behind one word of SITE. @param argument in upper case, undefined when there is none */
export type Service = (session: Session, argument: string | undefined) => Outcome;

/** Services by word. */
export type ServiceFamily = Readonly<Record<string, Service>>;

/**
 * A service that takes its time (Dm724-I 3.9).
 * @param announcement the 119 that REPLY ON asks for (2.1.17, AMB-036)
 */
export function lengthy(session: Session, announcement: string, task: Task): Work {
  const { device } = session;
  return {
    kind: "work",
    announcement: device.modes.reply ? say("SITE", 119, announcement) : undefined,
    aborted: say("ABOR", 426, "Aborting SITE command..."),
    task,
  };
}

/** Milliseconds that so many octets take on their way into permanent storage. */
export function writingTime({ device }: Session, octets: number): number {
  return (octets * 1000) / device.model.writeSpeed;
}
