import type { FileSystem } from "../../../device/file-system.js";
import type { Device } from "../device/device.js";
import { textSource } from "../device/file-transfer.js";
import { interfereWith, type MisbehaviourFamily, withSource, withTransfer } from "./misbehaviour.js";

/** LIST and NLST (Dm724-I 1.4.2). */
export const listingMisbehaviours: MisbehaviourFamily = {
  "listing-in-dos-form-only": {
    clause: "1.4.2 LIST, 3.11 SYSTMODE",
    says: "Listings have the MS-DOS form whatever SYSTMODE is.",
    apply: (device) =>
      interfereWith(device, ["LIST"], (session, command, carryOut) =>
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
    apply: (device) => relisted(device, ["LIST", "NLST"], (text) => text.replaceAll("\r\n", "\n")),
  },
  "listing-lengths-in-blocks": {
    clause: "1.4.2 LIST, AMB-042",
    says: "LIST shows lengths rounded up to whole blocks.",
    apply: (device) =>
      seen(device, ["LIST"], (files) =>
        files.map((file) => {
          const length = Math.ceil(file.content.length / 512) * 512;
          return { ...file, content: { length, read: () => Buffer.alloc(0) } };
        }),
      ),
  },
  "listing-without-empty-files": {
    clause: "1.4.2 LIST",
    says: "Files of no octets are missing in listings.",
    apply: (device) =>
      seen(device, ["LIST", "NLST"], (files) => files.filter(({ content }) => content.length > 0)),
  },
  "listing-mask-overlooked": {
    clause: "1.4.2 LIST",
    says: "A listing shows all files whatever mask it is asked for.",
    apply: (device) =>
      interfereWith(device, ["LIST", "NLST"], (_session, command, carryOut) => {
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
    apply: (device) =>
      interfereWith(device, ["LIST", "NLST"], (_session, command, carryOut) => {
        return carryOut({ ...command, argument: undefined });
      }),
  },
  "listing-of-the-top-empty": {
    clause: "1.4.2 LIST, AMB-039",
    says: "A listing of the top shows no file systems.",
    apply: (device) =>
      interfereWith(device, ["LIST", "NLST"], (_session, command, carryOut) => {
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
    apply: (device) =>
      relisted(device, ["NLST"], (text, listed) =>
        listed === undefined ? text : text.replaceAll(/^(?=[^\r\n])/gm, `/${listed.name}/`),
      ),
  },
  "nlst-like-list": {
    clause: "1.4.2 NLST, AMB-042",
    says: "NLST sends the lines of LIST.",
    apply: (device) =>
      interfereWith(device, ["NLST"], (_session, command, carryOut) => {
        return carryOut({ ...command, verb: "LIST" });
      }),
  },
};

function relisted(
  device: Device,
  verbs: readonly string[],
  change: (text: string, listed: FileSystem | undefined) => string,
): void {
  interfereWith(device, verbs, (_session, command, carryOut) => {
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
function seen(
  device: Device,
  verbs: readonly string[],
  change: (files: ReturnType<FileSystem["files"]>) => ReturnType<FileSystem["files"]>,
): void {
  let listing = false;
  for (const fileSystem of device.storage.all()) {
    const files = fileSystem.files.bind(fileSystem);
    fileSystem.files = () => (listing ? change(files()) : files());
  }
  interfereWith(device, verbs, (_session, command, carryOut) =>
    withTransfer(carryOut(command), (transfer) => ({
      ...transfer,
      open: () => {
        listing = true;
        const opening = transfer.open();
        listing = false;
        return opening;
      },
    })),
  );
}
