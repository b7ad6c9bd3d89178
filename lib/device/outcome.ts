import type { DataCoding } from "../ftp/data-coding.js";
import type { Endpoint } from "../ftp/endpoint.js";
import type { FileSystem } from "./file-system.js";
import type { Task } from "./jobs.js";
import type { DeviceReply } from "./reply.js";

/** What a command asks the front end to do. The device knows no sockets; a front end knows no commands. */
export type Outcome = DeviceReply | Closing | Restart | Active | Passive | Transfer | Work | Abort | Later;

/** Send the reply, then close the control connection. */
interface Closing {
  readonly kind: "close";
  readonly reply: DeviceReply;
}

/** Forget every choice of data port, then send the reply (REIN). */
interface Restart {
  readonly kind: "restart";
  readonly reply: DeviceReply;
}

/** Data connections are opened to this endpoint from now on (PORT, EPRT). */
interface Active {
  readonly kind: "active";
  readonly endpoint: Endpoint;
  readonly reply: DeviceReply;
}

/** Listen for the next data connection (PASV, EPSV). */
export interface Passive {
  readonly kind: "passive";
  /** whether another host than the client may connect, for transfers between two servers (AMB-003) */
  readonly anyHost: boolean;
  /** @param endpoint where the front end listens now */
  listening(endpoint: Endpoint): DeviceReply;
  /** when it cannot listen */
  readonly refused: DeviceReply;
}

/** Nothing runs: close a data connection that is open or awaited, then send the reply (ABOR). */
interface Abort {
  readonly kind: "abort";
  readonly reply: DeviceReply;
}

/** The outcome is not known yet: somebody outside is asked (an authentication server). Other commands wait for it. */
interface Later {
  readonly kind: "later";
  readonly outcome: Promise<Outcome>;
}

/**
 * Something that takes time and needs no data connection, such as SITE SAVEBUFFER. It belongs to the device: it goes
 * on when the session is gone (Dm724-I 3.5).
 */
export interface Work {
  readonly kind: "work";
  /** 119, when the session is to hear that it has begun (2.1.17) */
  readonly announcement: DeviceReply | undefined;
  /** 426: what ABOR says first */
  readonly aborted: DeviceReply;
  readonly task: Task;
}

/** How the octets of a transfer stand on the data connection. */
export interface Representation extends DataCoding {
  /** a text in lines (type A): each is a record of its own in record structure */
  readonly text: boolean;
}

/**
 * A transfer over a data connection. The front end gets the connection, sends a preliminary reply, and only then
 * opens the file (I7, Dm724-I 5.1.4); the reply that ends the transfer comes from what was opened.
 */
export interface Transfer {
  readonly kind: "transfer";
  readonly verb: string;
  /** where it works, undefined at the top of the tree; closed to other sessions meanwhile */
  readonly fileSystem: FileSystem | undefined;
  readonly representation: Representation;
  /** 125: the connection was there before the command */
  readonly already: DeviceReply;
  /** 150: the connection was made for this transfer */
  readonly opened: DeviceReply;
  /** 425: there is no connection */
  readonly unopened: DeviceReply;
  /** 426: the connection broke */
  readonly broken: DeviceReply;
  /** 426: what ABOR says first */
  readonly aborted: DeviceReply;
  open(): Opening;
}

export type Opening =
  | { readonly kind: "refused"; readonly reply: DeviceReply }
  | { readonly kind: "send"; readonly source: Source }
  | { readonly kind: "receive"; readonly sink: Sink };

/** Whether the data connection is closed at the end of a transfer (226) or serves the next one too (225). */
export type Ending = "closed" | "open";

/** What the front end sends. */
export interface Source {
  /** @returns the next octets, undefined at the end, a reply when there is no going on */
  next(): Buffer | DeviceReply | undefined;
  /** octets of the file that stand before the next piece, for a restart marker (RFC 959 3.5) */
  readonly position: number;
  /** All was sent. */
  end(ending: Ending): DeviceReply;
}

/** Where received octets go. Exactly one of `end`, `cut` and a reply from `write` ends it. */
export interface Sink {
  /** @returns memory in which the next octets may be put before they are written, which spares a copy */
  room?: (() => Buffer | undefined) | undefined;
  /** @param octets whose memory is the caller's again afterwards @returns a reply when the transfer cannot go on */
  write(octets: Buffer): DeviceReply | undefined;
  /** The client has marked this place; the reply tells it where that is here (110). */
  mark(marker: string): DeviceReply;
  /** The client has sent all. */
  end(ending: Ending): DeviceReply;
  /** The connection broke, or the transfer was aborted. */
  cut(): void;
}
