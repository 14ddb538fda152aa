#!/usr/bin/env bash
# Records what libsrtp makes of packets.txt and header-extensions.txt, suite by suite, for the tests of voip-srtp:
#
#   voip-it/tests/src/test/peers/libsrtp-record.sh voip-srtp/src/test/resources/voip/srtp/packets
#
# Each line is rtp or rtcp, the packet itself, the packet as protected. Master keys are 00 01 02 ..., salts follow on; the
# second master key of the files with master key identifiers is 80 81 82 ..., and is used from a line "key 1" on.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
into=$1
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
gcc -Wall -Wextra -Werror -o "$work/libsrtp-packets" "$here/libsrtp-packets.c" -lsrtp2

# keys LENGTH FIRST: so many bytes from that one on
keys() {
  for ((i = 0; i < $1; i++)); do printf '%02x' $((($2 + i) % 256)); done
}

key_length() {
  case $1 in
    AES_CM_128* | NULL*) echo 30 ;;
    AES_256_CM*) echo 46 ;;
    AEAD_AES_128_GCM) echo 28 ;;
    AEAD_AES_256_GCM) echo 44 ;;
  esac
}

# record NAME INPUT ARGUMENTS...: pairs what goes in with what comes out
record() {
  local name=$1 input=$2
  shift 2
  grep -v '^#' "$input" >"$work/plain"
  sed -E 's/^(rtp|rtcp)/protect \1/' "$work/plain" | "$work/libsrtp-packets" "$@" >"$work/protected"
  if grep refused "$work/protected"; then
    echo "libsrtp refused a packet of $name" >&2
    exit 1
  fi
  awk -v answers="$work/protected" '$1 == "key" { print; next } { getline answer < answers; print $0, answer }' \
    "$work/plain" >"$into/libsrtp-$name.txt"
}

# The second key protects a source of its own, and reports of all.
grep -v '^#' "$here/packets.txt" | awk '
  /^rtp/ && substr($2, 17, 8) == "cafebabe" && !second { print "key 1"; second = 1 }
  /^rtp/ && substr($2, 17, 8) == "80000001" && second == 1 { print "key 0"; second = 2 }
  { print }
  /^rtcp/ && second == 2 { print "key 1"; second = 3 }' >"$work/two-keys.txt"

for suite in AES_CM_128_HMAC_SHA1_80 AES_CM_128_HMAC_SHA1_32 AES_256_CM_HMAC_SHA1_80 AES_256_CM_HMAC_SHA1_32 \
  AEAD_AES_128_GCM AEAD_AES_256_GCM NULL_HMAC_SHA1_80 NULL_HMAC_SHA1_32; do
  length=$(key_length "$suite")
  record "$suite" "$here/packets.txt" -s "$suite" -k "$(keys "$length" 0)"
  record "mki-$suite" "$work/two-keys.txt" -s "$suite" \
    -k "$(keys "$length" 0):a1b2c3d4" -k "$(keys "$length" 128):a1b2c3d5"
  if [[ $suite != NULL* ]]; then
    record "extensions-$suite" "$here/header-extensions.txt" -s "$suite" -k "$(keys "$length" 0)" -x 1,3,9
  fi
done
for parameter in UNENCRYPTED_SRTP UNENCRYPTED_SRTCP UNAUTHENTICATED_SRTP; do
  record "$parameter" "$here/packets.txt" -s AES_CM_128_HMAC_SHA1_80 -k "$(keys 30 0)" -w "$parameter"
done
record UNENCRYPTED_SRTCP-AEAD "$here/packets.txt" -s AEAD_AES_128_GCM -k "$(keys 28 0)" -w UNENCRYPTED_SRTCP
