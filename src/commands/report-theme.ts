import { readEstateTemplates } from '../adapters/estate-templates.ts';
import { listPackageFiles, readPackageFile } from '../adapters/package-files.ts';
import { sha256Base64 } from '../core/digest.ts';
import type { SourceFile } from '../model/source.ts';
import type { Theme } from '../render/theme.ts';

/** The theme that ships with the program, with the estate's own templates, style and script in their places. */
export function reportTheme(root: string, revision: string | undefined): Theme {
  const html = themeFiles('html', root, revision);
  const style = html.get('style.css')?.text ?? '';
  const script = html.get('script.js')?.text ?? '';
  return {
    html: templatesIn(html),
    markdown: templatesIn(themeFiles('markdown', root, revision)),
    style,
    styleDigest: sha256Base64(style),
    script,
    scriptDigest: sha256Base64(script),
  };
}

/** The files of one format by name; one in the estate takes the place of the shipped one of its name. */
function themeFiles(
  format: 'html' | 'markdown',
  root: string,
  revision: string | undefined,
): ReadonlyMap<string, SourceFile> {
  const folder = `templates/report/${format}`;
  const shipped = listPackageFiles('templates', `report/${format}`).map((name) => ({
    path: `${folder}/${name}`,
    text: readPackageFile('templates', `report/${format}/${name}`) ?? '',
  }));
  return new Map([...shipped, ...readEstateTemplates(root, folder, revision)].map((file) => [nameOf(file), file]));
}

const templatesIn = (files: ReadonlyMap<string, SourceFile>): ReadonlyMap<string, SourceFile> =>
  new Map(
    [...files].flatMap(([name, file]) =>
      name.endsWith('.hbs') ? [[name.slice(0, -'.hbs'.length), file] as const] : [],
    ),
  );

const nameOf = ({ path }: SourceFile): string => path.slice(path.lastIndexOf('/') + 1);
