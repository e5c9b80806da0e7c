#!/bin/sh
# A chroot with Asterisk and SIPp from Debian's suite sid, for `make pbx`: Debian 12 itself has no Asterisk.
# Needs root and debootstrap; takes the mirror that this machine's own apt uses. About 300 MB, three to five minutes, once.
set -eu
root=${1:?where to build}
test "$(id -u)" = 0 || { echo "make pbx needs root: it makes a chroot." >&2; exit 1; }
test -x "$root/usr/sbin/asterisk" && test -x "$root/usr/bin/sipp" && exit 0
command -v debootstrap >/dev/null || { echo "debootstrap is missing: apt-get install debootstrap" >&2; exit 1; }
mirror=${PBX_MIRROR:-$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null |
  awk '$1 == "URIs:" && $2 ~ /debian\/?$/ {print $2; exit} $1 == "deb" && $2 ~ /^http.*debian\/?$/ {print $2; exit}')}
test -n "$mirror" || { echo "No Debian mirror was found in the apt sources; set PBX_MIRROR." >&2; exit 1; }
rm -rf "$root"
mkdir -p "$root"
debootstrap --variant=minbase --include=ca-certificates sid "$root" "$mirror"
# Nothing that is installed may start by itself.
printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"
chmod +x "$root/usr/sbin/policy-rc.d"
cp /etc/resolv.conf "$root/etc/resolv.conf"
chroot "$root" apt-get -o Acquire::Check-Valid-Until=false update
DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get install -y --no-install-recommends asterisk sip-tester
