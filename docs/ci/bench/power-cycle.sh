#!/bin/sh
# Brings a dead device back: power off, wait, power on, wait until its FTP server greets. Ends with 1 when it does not.
#
#   POWER_SWITCH   the command of the power switch; it is called with off and with on
#   DEVICE_HOST    where the device listens (127.0.0.1), and
#   DEVICE_PORT    at which port (2121)
#   OFF_SECONDS    how long it stays off, so that its capacitors are empty (10)
#   BOOT_SECONDS   how long it may take to boot (180)
set -eu
: "${POWER_SWITCH:?name the command of the power switch, which is called with off and with on}"
host=${DEVICE_HOST:-127.0.0.1}
port=${DEVICE_PORT:-2121}

greets() {
  node -e '
    const [host, port] = process.argv.slice(1);
    const socket = require("node:net").connect(Number(port), host);
    socket.setTimeout(2000, () => process.exit(1));
    socket.on("error", () => process.exit(1));
    socket.on("close", () => process.exit(1));
    socket.on("data", (octets) => process.exit(octets.toString("latin1").startsWith("220") ? 0 : 1));
  ' "$host" "$port"
}

$POWER_SWITCH off
sleep "${OFF_SECONDS:-10}"
$POWER_SWITCH on
tries=${BOOT_SECONDS:-180}
until greets; do
  tries=$((tries - 1))
  if [ "$tries" -le 0 ]; then
    echo "power-cycle: $host port $port does not greet after the power came back" >&2
    exit 1
  fi
  sleep 1
done
echo "power-cycle: $host port $port is back" >&2
