import type { ScannerFinding } from '../../model/scanner.ts';

/**
 * Adds what Nessus writes into the output of its local checks: the package installed and the one that has the fix
 * ("Remote package installed : …", "Should be : …"), or the versions alone. Other outputs add nothing.
 */
export function withPluginOutput(finding: ScannerFinding, output: string): ScannerFinding {
  const installed = lineIn(
    output,
    /^[ \t]*(?:-[ \t]*)?(?:Remote package installed|Installed package)[ \t]*:[ \t]*(\S{1,300})/m,
  );
  const wanted = lineIn(output, /^[ \t]*(?:-[ \t]*)?(?:Should be|Fixed package)[ \t]*:[ \t]*(\S{1,300})/m);
  const package_ = installed === undefined ? undefined : packageIn(installed);
  const fixed =
    wanted === undefined ? lineIn(output, /^[ \t]*Fixed version[ \t]*:[ \t]*(\S{1,300})/m) : packageIn(wanted)?.version;
  return {
    ...finding,
    ...(package_ !== undefined && { component: package_ }),
    ...(fixed !== undefined && { fixedVersions: [fixed] }),
  };
}

function lineIn(text: string, pattern: RegExp): string | undefined {
  return pattern.exec(text.slice(0, 100_000))?.[1];
}

/** `name_version` of dpkg, `name-version-release` of RPM. */
function packageIn(text: string): { readonly name: string; readonly version: string } | undefined {
  const deb = /^([a-z0-9][a-z0-9+.-]*)_(\S+)$/.exec(text);
  const rpm = deb ?? /^(.+)-([^-]+-[^-]+)$/.exec(text);
  const [name, version] = [rpm?.[1], rpm?.[2]];
  return name === undefined || version === undefined ? undefined : { name, version };
}
