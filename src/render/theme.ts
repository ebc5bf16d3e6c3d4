import type { ThemeFile } from './templates.ts';

/**
 * What the pages are arranged by: Handlebars templates of HTML and of Markdown by name (`document.hbs` is `document`), the
 * style sheet and the script, with the base64 of the SHA-256 of both for the Content-Security-Policy.
 */
export interface Theme {
  readonly html: ReadonlyMap<string, ThemeFile>;
  readonly markdown: ReadonlyMap<string, ThemeFile>;
  readonly style: string;
  readonly styleDigest: string;
  readonly script: string;
  readonly scriptDigest: string;
}
