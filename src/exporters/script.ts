import type { Exporter, ExportFile, HandedUpdate, HandedVisit, Handover } from '../model/handover.ts';
import { installerFor } from './installer.ts';
import { commentText, shellWord } from './quote.ts';

/** One script a visit, to be run on its asset with any POSIX shell; what it did stands in a CSV that is recorded. */
export const scriptExporter: Exporter = {
  id: 'script',
  title: 'POSIX shell scripts',
  specification: 'https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html',
  usage:
    'copy each script to its asset and run it there as root; then patchledger record deployment --from <result.csv>',
  export: (handover) => handover.visits.map((visit) => scriptFile(visit, handover)),
};

function scriptFile(visit: HandedVisit, handover: Handover): ExportFile {
  const name = `${visit.startText.replace(/[^0-9TZ]/g, '')}-${visit.asset}-${visit.id}.sh`;
  return { path: name, text: scriptText(visit, handover), isExecutable: true };
}

/** The whole script of a visit. */
export function scriptText(visit: HandedVisit, { emergency }: Handover): string {
  return [
    '#!/bin/sh',
    `# Visit ${commentText(visit.id)} of ${commentText(visit.asset)}, Change ${commentText(visit.change)}`,
    `# Plan ${commentText(visit.planFp)}`,
    ...(emergency === undefined
      ? []
      : [`# EMERGENCY, not merged yet: let run by ${commentText(emergency.by)} (${commentText(emergency.record)})`]),
    'set -u',
    `visit=${shellWord(visit.id)}`,
    `asset=${shellWord(visit.asset)}`,
    `opens=${Math.ceil(visit.start / 1000)}`,
    `closes=${Math.floor(visit.end / 1000)}`,
    preamble,
    ...visit.checks.map(({ gate, needs }) => `check ${shellWord(gate)} ${shellWord(needs)}`),
    'began',
    ...visit.updates.map(updateLine),
    ...(visit.rebootRequired === true ? ['reboot_state=pending'] : []),
    'finish',
    '',
  ].join('\n');
}

function updateLine(update: HandedUpdate): string {
  const { requirement, ecosystem, name, version } = update;
  const row = [requirement, ecosystem, name, version].map(shellWord).join(' ');
  const installer = installerFor(update);
  return `update ${row} ${installer?.manager ?? 'other'} ${shellWord(installer?.word ?? '')}`;
}

// Every value reaches the shell as a quoted argument; the functions never build commands from texts.
const preamble = `results=\${PATCHLEDGER_RESULTS:-./$visit.csv}
failed=0
reboot_state=
stamp() { date -u +%Y-%m-%dT%H:%M:%SZ; }
refuse() { printf 'patchledger: %s: %s\\n' "$visit" "$1" >&2; exit 75; }
now=$(date -u +%s)
if [ "\${PATCHLEDGER_ANY_TIME:-}" != 1 ]; then
  [ "$now" -ge "$opens" ] || refuse 'the visit has not begun'
  [ "$now" -lt "$closes" ] || refuse 'the visit is over; what was approved is not to run now'
fi
# What can only be seen here: a command of yours that is given the gate, the asset and what must hold.
check() {
  [ -n "\${PATCHLEDGER_CHECK:-}" ] || refuse "set PATCHLEDGER_CHECK to a command that checks: $2"
  "$PATCHLEDGER_CHECK" "$1" "$asset" "$2" || refuse "does not hold: $2"
}
cell() { printf '"%s"' "$(printf '%s' "$1" | sed 's/"/""/g')"; }
began() {
  [ ! -e "$results" ] || refuse "$results is there already; this visit was run before"
  printf 'asset,visit,requirement,ecosystem,package,version,result,start,end,issues\\n' >"$results" || refuse "cannot write $results"
}
install_one() {
  case $1 in
    apt) DEBIAN_FRONTEND=noninteractive apt-get install --yes --only-upgrade -- "$2" ;;
    dnf) dnf --assumeyes upgrade -- "$2" ;;
    apk) apk add --upgrade -- "$2" ;;
    *)
      [ -n "\${PATCHLEDGER_INSTALL:-}" ] || { echo 'set PATCHLEDGER_INSTALL to a command that installs this' >&2; return 69; }
      "$PATCHLEDGER_INSTALL" "$3" "$4" "$5" ;;
  esac
}
update() {
  from=$(stamp)
  issue=
  install_one "$5" "$6" "$2" "$3" "$4"
  code=$?
  result=succeeded
  if [ "$code" -ne 0 ]; then result=failed; issue="ended with $code"; failed=1; fi
  { for value in "$asset" "$visit" "$1" "$2" "$3" "$4" "$result" "$from" "$(stamp)"; do cell "$value"; printf ','; done
    cell "$issue"; printf '\\n'; } >>"$results"
}
finish() {
  [ -z "$reboot_state" ] || echo 'patchledger: a reboot is needed before this is in effect' >&2
  printf 'patchledger: results are in %s\\n' "$results" >&2
  exit "$failed"
}`;
