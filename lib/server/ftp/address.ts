import { parseIpv6, printIpv6 } from "../../ftp/address.js";

const MAPPED = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/;

/**
 * A socket's address in the one form that the device compares: IPv4 as dotted decimal also where the socket is an IPv6
 * one, IPv6 as in RFC 5952 without a zone.
 */
export function hostOf(address: string | undefined): string {
  const [withoutZone = ""] = (address ?? "").split("%", 1);
  const host = withoutZone.toLowerCase().replace(MAPPED, "");
  const groups = parseIpv6(host);
  return groups === undefined ? host : printIpv6(groups);
}
