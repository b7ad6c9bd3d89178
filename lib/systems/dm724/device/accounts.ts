/**
 * An access level: 0 nobody logged in; 1 guest, viewer or display level; 2 root, supervisor or administrator (AMB-001).
 * @since 0.1.0
 */
export type Level = 0 | 1 | 2;
export const NOBODY = 0;
export const GUEST = 1;
export const ROOT = 2;

/**
 * A registered user (Dm724-I 3.2, local authentication).
 * @since 0.1.0
 */
export interface User {
  name: string;
  password: string;
  level: "guest" | "root";
}

/**
 * Who may log in: the device's own users, or a server that is asked (3.2, Radius). An answer may take its time; a
 * failure to get one refuses the login.
 * @since 0.1.0
 */
export interface Authenticator {
  /** @returns the level that name and password open, NOBODY when they do not fit */
  level(name: string, password: string): Level | Promise<Level>;
}

/** Octets of a user name or of a password that the device keeps; the manual does not say how many. */
export const MAX_NAME = 64;

/** The users there are while no authentication is configured: all with a blank password (Dm724-I 3.2). */
const BUILT_IN: readonly User[] = [
  { name: "ROOT", password: "", level: "root" },
  { name: "ANONYMOUS", password: "", level: "guest" },
  { name: "GUEST", password: "", level: "guest" },
  { name: "FTP", password: "", level: "guest" },
];

/** Local authentication. Names are case-insensitive (AMB-001), passwords are not, also those of anonymous users. */
export class Accounts implements Authenticator {
  readonly #users: ReadonlyMap<string, User>;

  /** @param users undefined: authentication is off */
  constructor(users: readonly User[] | undefined) {
    this.#users = new Map((users ?? BUILT_IN).map((user) => [user.name.toUpperCase(), user]));
  }

  level(name: string, password: string): Level {
    const user = this.#users.get(name.toUpperCase());
    if (user === undefined || user.password !== password) return NOBODY;
    return user.level === "root" ? ROOT : GUEST;
  }
}
