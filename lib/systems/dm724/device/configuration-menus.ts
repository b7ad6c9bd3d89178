/** What `?` shows, and which words it stands for. */
export interface Menu {
  /** as printed */
  readonly lines: readonly string[];
  /** that can be written, in the order of the lines; then those that the menu does not show */
  readonly words: readonly string[];
}

/** The top menu calls a command `sys` that is `syst` everywhere else (AMB-043); as its beginning both are understood. */
const SPELLED: Readonly<Record<string, string>> = { sys: "syst" };

/**
 * The menus of Dm724-I 2.1.1, word for word: tx-buff "receives" there, and the blanks are the manual's where it shows
 * any, with the same column for the other lines.
 */
const TOP = `
  accounting      Set accounting options
  authorization    Set authorization options
  check           Set checks to perform to firmware received
  clients         Sets the maximum number that can be simultaneously connected
  control-port    Configures the FTP session control TCP port
  data-port       Configures the data transfer TCP port
  default         Sets default configuration
  direct          Saves the received file in the active file system
  immediate       Selects Rx data by the TCP based on direct indications
  keepalive       Activates the keepalive in the data link
  list            Lists current configuration
  login           Set login options
  mss             Configures the maximum TCP segment size
  no              Disables the FTP server capabilities
  os              Determines the format used by the server
  priority        Establishes the FTP task priority
  reply           Activates the sending of replies when there are delays
  rx-buff         Sets the size of the buffers used to receive TCP from DTP
  sys             Specifies the file system to activate by default
  temp-buff       Configures the temporary buffer size
  timer           Configures the inactivity timer
  tx-buff         Sets the size of the buffers used to receive TCP from DTP
  exit
`;

/** 2.1.4 */
const CHECK = `
  all           All checks
  bios          Check min BIOS version support
  crc           Check file CRC
  delete        Auto delete temporal buffer
  firmware      Check firmware files
  hardware      Check min hardware history support
  hw-supported  Check hardware supported
  length        Check file length
  path          Auto adjust BIOS path
  profile       Reject incompatible profile extension
  rename        Auto rename file
  system        Auto adjust default file system
  unknown       Reject unknown binary files
  version       Reject older versions
`;

/** 2.1.15 */
const OS = `
  ms-dos    Dos format
  unix      Unix format
`;

/** 2.1.19 */
const SYST = `
  bio    Handles the BIOS zone.Only the BIOS code files are saved here
  dsk    Handles the disk.The code and configurations are stored here
  fco    Handles the code Flash memory
  fda    Handles the data Flash memory
  mem    Temporary buffer
  nul    Default file system when a system has not been loaded
  smc    Handles the Smart Memory Card
  tst    Checks that the FTP is operating correctly
`;

/** The commands that 2.1.2 to 2.1.17 write with [NO]; the manual does not show their menu. */
const NEGATABLE = /^ {2}(?:accounting|authorization|check|direct|immediate|keepalive|login|reply) /;

/** By the words in front of the question mark. Those of the method lists are ours; the manual shows none. */
export const MENUS: Readonly<Record<string, Menu>> = {
  "": menu(TOP),
  no: menu(
    TOP.split("\n")
      .filter((line) => NEGATABLE.test(line))
      .join("\n"),
  ),
  check: menu(CHECK),
  os: menu(OS),
  // The menu leaves out TS1, which is a file system like TST (3.1, AMB-043).
  syst: menu(SYST, "ts1"),
  accounting: menu("  exec    Method list for accounting"),
  authorization: menu("  exec    Method list for authorization"),
  login: menu("  authentication    Method list for authentication"),
};

function menu(text: string, ...hidden: string[]): Menu {
  const lines = text.split("\n").filter((line) => line !== "");
  const words = lines.map((line) => line.trim().split(" ")[0] ?? "");
  return { lines, words: [...words.map((word) => SPELLED[word] ?? word), ...hidden] };
}
