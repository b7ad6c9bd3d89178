import type { File, FileSystem } from "../../../device/file-system.js";
import { textSource } from "../device/file-transfer.js";
import { composed, type Parts } from "../device/parts.js";
import { everyFileSystem } from "./file-systems.js";
import { type MisbehaviourFamily, on, withSource, withTransfer } from "./misbehaviour.js";

/** LIST and NLST (Dm724-I 1.4.2). */
export const listingMisbehaviours: MisbehaviourFamily = {
  "listing-in-dos-form-only": {
    clause: "1.4.2 LIST, 3.11 SYSTMODE",
    says: "Listings have the MS-DOS form whatever SYSTMODE is.",
    parts: () =>
      on(["LIST"], (session, command, carryOut) =>
        withTransfer(carryOut(command), (transfer) => ({
          ...transfer,
          open: () => {
            const { format } = session;
            session.format = "ms-dos";
            const opening = transfer.open();
            session.format = format;
            return opening;
          },
        })),
      ),
  },
  "listing-lines-end-in-lf": {
    clause: "1.4.2 LIST, AMB-042",
    says: "The lines of a listing end in LF alone.",
    parts: () => relisted(["LIST", "NLST"], (text) => text.replaceAll("\r\n", "\n")),
  },
  "listing-lengths-in-blocks": {
    clause: "1.4.2 LIST, AMB-042",
    says: "LIST shows lengths rounded up to whole blocks.",
    parts: () =>
      seen(["LIST"], (files) =>
        files.map((file) => {
          const length = Math.ceil(file.content.length / 512) * 512;
          return { ...file, content: { length, read: () => Buffer.alloc(0) } };
        }),
      ),
  },
  "listing-without-empty-files": {
    clause: "1.4.2 LIST",
    says: "Files of no octets are missing in listings.",
    parts: () => seen(["LIST", "NLST"], (files) => files.filter(({ content }) => content.length > 0)),
  },
  "listing-mask-overlooked": {
    clause: "1.4.2 LIST",
    says: "A listing shows all files whatever mask it is asked for.",
    parts: () =>
      on(["LIST", "NLST"], (_session, command, carryOut) => {
        const { argument = "" } = command;
        const last = Math.max(argument.lastIndexOf("/"), argument.lastIndexOf(" ")) + 1;
        return carryOut(
          /[*?]/.test(argument.slice(last))
            ? { ...command, argument: `${argument.slice(0, last)}*` }
            : command,
        );
      }),
  },
  "listing-of-the-directory-only": {
    clause: "1.4.2 LIST",
    says: "A listing shows the working directory whatever other one it is asked for.",
    parts: () =>
      on(["LIST", "NLST"], (_session, command, carryOut) => {
        return carryOut({ ...command, argument: undefined });
      }),
  },
  "listing-of-the-top-empty": {
    clause: "1.4.2 LIST, AMB-039",
    says: "A listing of the top shows no file systems.",
    parts: () =>
      on(["LIST", "NLST"], (_session, command, carryOut) => {
        const outcome = carryOut(command);
        const top = outcome.kind === "transfer" && outcome.fileSystem === undefined;
        return top
          ? withSource(outcome, (source) => textSource("", (ending) => source.end(ending)))
          : outcome;
      }),
  },
  "nlst-with-paths": {
    clause: "1.4.2 NLST, AMB-042",
    says: "NLST puts the file system in front of each name.",
    parts: () =>
      relisted(["NLST"], (text, listed) =>
        listed === undefined ? text : text.replaceAll(/^(?=[^\r\n])/gm, `/${listed.name}/`),
      ),
  },
  "nlst-like-list": {
    clause: "1.4.2 NLST, AMB-042",
    says: "NLST sends the lines of LIST.",
    parts: () =>
      on(["NLST"], (_session, command, carryOut) => {
        return carryOut({ ...command, verb: "LIST" });
      }),
  },
  "listing-leaves-one-out": {
    clause: "1.4.2 LIST",
    says: "The last file is missing in listings.",
    parts: () => seen(["LIST", "NLST"], (files) => files.slice(0, -1)),
  },
  "listing-in-unix-form-only": {
    clause: "1.4.2 LIST, 3.11 SYSTMODE",
    says: "Listings have the UNIX form whatever SYSTMODE is.",
    parts: () =>
      on(["LIST"], (session, command, carryOut) => {
        const { format } = session;
        const outcome = carryOut(command);
        if (outcome.kind !== "transfer") return outcome;
        return {
          ...outcome,
          open: () => {
            session.format = "unix";
            const opening = outcome.open();
            session.format = format;
            return opening;
          },
        };
      }),
  },
};

function relisted(
  verbs: readonly string[],
  change: (text: string, listed: FileSystem | undefined) => string,
): Parts {
  return on(verbs, (_session, command, carryOut) => {
    const outcome = carryOut(command);
    const listed = outcome.kind === "transfer" ? outcome.fileSystem : undefined;
    return withSource(outcome, (source) => {
      const listing = source.next();
      const text = Buffer.isBuffer(listing) ? listing.toString("latin1") : "";
      return textSource(change(text, listed), (ending) => source.end(ending));
    });
  });
}

/** While these listings are made each file system shows other files than it has. */
function seen(verbs: readonly string[], change: (files: readonly File[]) => readonly File[]): Parts {
  let listing = false;
  return composed(
    everyFileSystem({ files: (usual) => (listing ? change(usual) : usual) }),
    on(verbs, (_session, command, carryOut) =>
      withTransfer(carryOut(command), (transfer) => ({
        ...transfer,
        open: () => {
          listing = true;
          const opening = transfer.open();
          listing = false;
          return opening;
        },
      })),
    ),
  );
}
