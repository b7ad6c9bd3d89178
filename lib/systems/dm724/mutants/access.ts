import { GUEST, NOBODY, ROOT } from "../device/accounts.js";
import type { Parts } from "../device/parts.js";
import { keeping, type MisbehaviourFamily, on, onEvery } from "./misbehaviour.js";

/** Who may do what (Dm724-I 1.4, 3.2). */
export const accessMisbehaviours: MisbehaviourFamily = {
  "guest-may-write": {
    clause: "1.4.3, AMB-002",
    says: "A guest may store, delete and rename files.",
    parts: () => lifted(["STOR", "APPE", "DELE", "RNFR", "RNTO"], ROOT),
  },
  "guest-may-read": {
    clause: "1.4.3, AMB-002",
    says: "A guest may retrieve files and ask for their lengths, dates and checksums.",
    parts: () => lifted(["RETR", "SIZE", "MDTM", "XCRC", "XMD5"], ROOT),
  },
  "guest-may-site": {
    clause: "1.4.3, AMB-002",
    says: "A guest may use SITE.",
    parts: () => lifted(["SITE"], ROOT),
  },
  "guest-may-change-directory": {
    clause: "1.4.3, AMB-002",
    says: "A guest may use CWD and CDUP.",
    parts: () => lifted(["CWD", "XCWD", "CDUP", "XCUP"], ROOT),
  },
  "nobody-may-list": {
    clause: "1.4.2, AMB-001",
    says: "Listings and the working directory are shown before a login.",
    parts: () =>
      lifted(["LIST", "NLST", "PWD", "XPWD", "SMNT", "TYPE", "PASV", "EPSV", "PORT", "EPRT"], GUEST),
  },
  "any-password": {
    clause: "3.2, AMB-014",
    says: "The password is not looked at.",
    parts: () => ({ accounts: (asked) => ({ level: (name) => asked.level(name, "") }) }),
  },
  "user-names-with-case": {
    clause: "3.2, AMB-001",
    says: "Names of users are compared with regard to case.",
    parts: () => ({
      accounts: (asked) => ({
        level: (name, password) => (name === name.toUpperCase() ? asked.level(name, password) : NOBODY),
      }),
    }),
  },
  "guests-are-root": {
    clause: "3.2, AMB-001",
    says: "A guest has all rights.",
    parts: () => ({
      accounts: (asked) => ({
        level: (name, password) => (asked.level(name, password) === NOBODY ? NOBODY : ROOT),
      }),
    }),
  },
  "passwords-without-end": {
    clause: "1.4.1 PASS, I5",
    says: "A connection may try as many passwords as it likes.",
    parts: () =>
      on(["PASS"], (session, command, carryOut) => {
        session.refusedLogins = 0;
        return carryOut(command);
      }),
  },
  "user-keeps-rights": {
    clause: "1.4.1 USER",
    says: "A second USER leaves the rights of the first login in force.",
    parts: () =>
      on(["USER"], (session, command, carryOut) => keeping(session, ["level"], () => carryOut(command))),
  },
  "rein-keeps-rights": {
    clause: "1.4.1 REIN, AMB-012",
    says: "REIN does not log the user out.",
    parts: () =>
      on(["REIN"], (session, command, carryOut) => keeping(session, ["level"], () => carryOut(command))),
  },
  "foreign-address-for-guests": {
    clause: "1.4.2 PORT, AMB-003",
    says: "A guest may name another host's address.",
    parts: () => lifted(["PORT", "EPRT"], ROOT),
  },
  "epsv-all-forgotten": {
    clause: "1.4.2 EPSV",
    says: "EPSV ALL is answered and not obeyed.",
    parts: () =>
      onEvery((session, command, carryOut) => {
        session.onlyEpsv = false;
        return carryOut(command);
      }),
  },
};

/** For these verbs whoever is logged in, or nobody when it is a guest's level, has at least this level. */
function lifted(verbs: readonly string[], to: typeof GUEST | typeof ROOT): Parts {
  return onEvery((session, command, carryOut) => {
    const { verb } = command;

    const { level } = session;
    if (!verbs.includes(verb) || level >= to || level !== to - 1) return carryOut(command);
    session.level = to;
    const outcome = carryOut(command);
    session.level = level;
    return outcome;
  });
}
