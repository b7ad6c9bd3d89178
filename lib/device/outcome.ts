import type { Endpoint } from "../ftp/endpoint.js";
import type { FileSystem } from "./file-system.js";
import type { Reply } from "./reply.js";

/** What a command asks the front end to do. The device knows no sockets; a front end knows no commands. */
export type Outcome = Reply | Closing | Restart | Active | Passive | Transfer | Abort;

/** Send the reply, then close the control connection. */
interface Closing {
  readonly kind: "close";
  readonly reply: Reply;
}

/** Forget every choice of data port, then send the reply (REIN). */
interface Restart {
  readonly kind: "restart";
  readonly reply: Reply;
}

/** Data connections are opened to this endpoint from now on (PORT, EPRT). */
interface Active {
  readonly kind: "active";
  readonly endpoint: Endpoint;
  readonly reply: Reply;
}

/** Listen for the next data connection (PASV, EPSV). */
export interface Passive {
  readonly kind: "passive";
  /** whether another host than the client may connect, for transfers between two servers (AMB-003) */
  readonly anyHost: boolean;
  /** @param endpoint where the front end listens now */
  listening(endpoint: Endpoint): Reply;
  /** when it cannot listen */
  readonly refused: Reply;
}

/** Nothing runs: close a data connection that is open or awaited, then send the reply (ABOR). */
interface Abort {
  readonly kind: "abort";
  readonly reply: Reply;
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
  /** 125: the connection was there before the command */
  readonly already: Reply;
  /** 150: the connection was made for this transfer */
  readonly opened: Reply;
  /** 425: there is no connection */
  readonly unopened: Reply;
  /** 426: the connection broke */
  readonly broken: Reply;
  /** 426: what ABOR says first */
  readonly aborted: Reply;
  open(): Opening;
}

export type Opening =
  | { readonly kind: "refused"; readonly reply: Reply }
  | { readonly kind: "send"; readonly source: Source }
  | { readonly kind: "receive"; readonly sink: Sink };

/** What the front end sends. */
export interface Source {
  /** @returns the next octets, undefined at the end */
  next(): Buffer | undefined;
  /** All was sent and the connection is closed. */
  end(): Reply;
}

/** Where received octets go. Exactly one of `end`, `cut` and a reply from `write` ends it. */
export interface Sink {
  /** @returns a reply when the transfer cannot go on */
  write(octets: Buffer): Reply | undefined;
  /** The client closed the connection in order. */
  end(): Reply;
  /** The connection broke, or the transfer was aborted. */
  cut(): void;
}
