#!/bin/sh
# Reads the package lists of your hosts into observed/, over ssh. Nothing is installed or changed on them.
#
#   sh collect-packages.sh web-1 db-1      these hosts; a name is an asset's name, and what ssh calls it
#   sh collect-packages.sh --here web-1    the machine this runs on, as the asset web-1
#
# Works for Debian, Ubuntu, AlmaLinux, Rocky Linux and Alpine. For others see observed/README.md.
set -u
cd "$(dirname "$0")" || exit 1

# Runs on the host: first the format and the ecosystem, split by a tab, then the list itself.
remote='
. "${OS_RELEASE:-/etc/os-release}"
major=${VERSION_ID%%.*}
case $ID in
  debian) ecosystem="Debian:$major" ;;
  ubuntu)
    ecosystem="Ubuntu:$VERSION_ID"
    case $VERSION_ID in *[02468].04) ecosystem="$ecosystem:LTS" ;; esac ;;
  almalinux) ecosystem="AlmaLinux:$major" ;;
  rocky) ecosystem="Rocky Linux:$major" ;;
  alpine) ecosystem="Alpine:v$(echo "$VERSION_ID" | cut -d. -f1,2)" ;;
  *) echo "no list is read from $ID $VERSION_ID" >&2; exit 3 ;;
esac
case $ID in
  debian | ubuntu)
    printf "dpkg-query\t%s\n" "$ecosystem"
    dpkg-query -W -f "\${Package}\t\${Version}\t\${source:Package} (\${source:Version})\n" ;;
  almalinux | rocky)
    printf "rpm-qa\t%s\n" "$ecosystem"
    rpm -qa --queryformat "%{NAME}\t%{EPOCHNUM}:%{VERSION}-%{RELEASE}\t%{ARCH}\t%{SOURCERPM}\n" ;;
  alpine)
    printf "apk-installed\t%s\n" "$ecosystem"
    cat /lib/apk/db/installed ;;
esac
'

here=no
if [ "${1:-}" = --here ]; then
  here=yes
  shift
fi
if [ $# -eq 0 ]; then
  echo "usage: sh collect-packages.sh [--here] <host>..." >&2
  exit 2
fi

failed=0
for host in "$@"; do
  case $host in
    '' | [!A-Za-z0-9]* | *[!A-Za-z0-9._-]*)
      echo "$host: not the name of an asset" >&2
      failed=1
      continue
      ;;
  esac
  folder=observed/$host
  mkdir -p "$folder" || exit 1
  if [ "$here" = yes ]; then
    printf '%s' "$remote" | sh -s >"$folder/.new"
  else
    printf '%s' "$remote" | ssh "$host" sh -s >"$folder/.new"
  fi
  if [ $? -ne 0 ] || [ "$(wc -l <"$folder/.new")" -lt 2 ]; then
    echo "$host: no package list; what was observed before stays as it is" >&2
    rm -f "$folder/.new"
    failed=1
    continue
  fi
  format=$(head -n 1 "$folder/.new" | cut -f1)
  ecosystem=$(head -n 1 "$folder/.new" | cut -f2)
  tail -n +2 "$folder/.new" >"$folder/packages.new" && rm -f "$folder/.new"
  mv "$folder/packages.new" "$folder/packages.txt"
  printf '{"asset":"%s","lastSeen":"%s","source":"collect-packages.sh","raw":{"path":"%s","format":"%s","ecosystem":"%s"}}\n' \
    "$host" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$folder/packages.txt" "$format" "$ecosystem" >"$folder/observation.ndjson"
  echo "$host: $(wc -l <"$folder/packages.txt" | tr -d ' ') lines, $ecosystem"
done
exit $failed
