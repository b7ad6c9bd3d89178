/** What is known about the target and the session at the moment of sending. */
export interface HazardContext {
  /** the target has sinks: file systems that keep nothing of what is sent there */
  sinks: boolean;
  /** the session is confined to a sink, and the device has said so, or its working directory is one */
  inSink: boolean;
  /** STOR/APPE are redirected to the temporary buffer (known for sure) */
  buffered: boolean;
}

/**
 * Which verbs that the table does not have count as a vendor's reboot: any, those that are plain words, or none
 * (where the reading is so far-fetched that only what is known to be dangerous counts).
 */
export type UnknownWords = "any" | "words" | "none";
