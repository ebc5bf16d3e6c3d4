import { readEstateTemplates } from '../adapters/estate-templates.ts';
import { listPackageFiles, readPackageFile } from '../adapters/package-files.ts';
import { sha256Base64 } from '../core/digest.ts';
import type { SourceFile } from '../model/source.ts';
import type { Theme } from '../render/html/theme.ts';

/** Where an estate keeps templates of its own; a file there takes the place of the shipped one of its name. */
const ownFolder = 'templates/report/html';

/** The theme that ships with the program, with the estate's own templates, style and script in their places. */
export function reportTheme(root: string, revision: string | undefined): Theme {
  const shipped = listPackageFiles('templates', 'report/html').map((name) => ({
    path: `templates/report/html/${name}`,
    text: readPackageFile('templates', `report/html/${name}`) ?? '',
  }));
  const files = new Map(
    [...shipped, ...readEstateTemplates(root, ownFolder, revision)].map((file) => [nameOf(file), file]),
  );
  const style = files.get('style.css')?.text ?? '';
  const script = files.get('script.js')?.text ?? '';
  const templates = [...files].filter(([name]) => name.endsWith('.hbs'));
  return {
    templates: new Map(templates.map(([name, file]) => [name.slice(0, -'.hbs'.length), file])),
    style,
    styleDigest: sha256Base64(style),
    script,
    scriptDigest: sha256Base64(script),
  };
}

const nameOf = ({ path }: SourceFile): string => path.slice(path.lastIndexOf('/') + 1);
