/**
 * The settings that are numbers: where each is kept, from where to where it goes, both included, and what it counts.
 * The manual gives no limits, so all of them are ours.
 */
export const NUMBERS = {
  // 0 stops the service (Dm724-I 2.1.5). More than a router serves at once, so that crowds can be tried.
  clients: { key: "clients", from: 0, to: 9999, what: "a number of clients" },
  // 0 is no port that anyone can connect to (RFC 6335 6).
  "control-port": { key: "controlPort", from: 1, to: 65_535, what: "a port" },
  "data-port": { key: "dataPort", from: 1, to: 65_535, what: "a port" },
  // An Ethernet frame carries 1500 octets, 40 of them headers. Segments below 64 would be nearly all headers.
  mss: { key: "mss", from: 64, to: 1460, what: "octets" },
  // 0 is the priority of the TCP tasks (2.1.16). The manual names no highest one: one octet.
  priority: { key: "priority", from: 0, to: 255, what: "a priority" },
  // Half of the default segment is the least that is of any use; 16 MiB is more than a router spends on a connection.
  "rx-buff": { key: "rxBuff", from: 512, to: 16_777_216, what: "octets" },
  "tx-buff": { key: "txBuff", from: 512, to: 16_777_216, what: "octets" },
  // 1 GiB is beyond every image, and sizes stay well inside the 32 bits of %lu in the replies. 0: AMB-053.
  "temp-buff": { key: "tempBuff", from: 0, to: 1_073_741_824, what: "octets" },
  // A day; whoever wants no timer writes 0.
  timer: { key: "timer", from: 0, to: 86_400, what: "seconds" },
} as const;
