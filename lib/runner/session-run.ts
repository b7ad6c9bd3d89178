import type { Reply } from "../ftp/reply.js";
import type { OwnNames } from "../suite/own-names.js";
import type { TextRule } from "../suite/reply-template.js";
import type { ControlLink, DataLink, DataPort } from "../tester/wire.js";

/** What is known about the device before the first case runs. */
export interface DeviceFacts {
  present: ReadonlySet<string>;
  texts: TextRule;
  variables: Readonly<Record<string, string>>;
  /** how the suite's own files are called in this run; as they are written when left out */
  names?: OwnNames | undefined;
  /** commands that it answers with a reply for every line, and how many those are (AMB-010) */
  series: ReadonlyMap<string, number>;
}

/** One of a case's parallel sessions. */
export interface SessionRun {
  name: string;
  pi: ControlLink;
  /** the commands sent last, as the catalogue files them: more than one when pipelined, the next to be answered first */
  verbs: string[];
  lastReply: Reply | undefined;
  /** the command that it answers */
  answered?: string | undefined;
  /** the command that was sent last, and the one before it */
  asked?: string | undefined;
  askedBefore?: string | undefined;
  /** final replies that are due; NaN where nobody can count them */
  owed: number;
  data: DataLink | undefined;
  listener: DataPort | undefined;
}
