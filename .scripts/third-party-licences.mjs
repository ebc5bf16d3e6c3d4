// The licence texts of the npm packages whose code is inside dist/.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One section a package, sorted by name; throws when a bundled package has no licence text. */
export function thirdPartyLicences(root, bundledFiles) {
  const folders = new Set(bundledFiles.map(packageFolder).filter((folder) => folder !== undefined));
  return [...folders]
    .sort()
    .map((folder) => licenceSection(join(root, folder)))
    .join('\n');
}

function packageFolder(file) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0];
}

function licenceSection(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} is bundled but holds no licence text`);
  return `## ${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trimEnd()}\n`;
}
