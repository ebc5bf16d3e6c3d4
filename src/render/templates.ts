import Handlebars from 'handlebars';

/** A text that pages are arranged by, and the path a person knows it by. */
export interface ThemeFile {
  readonly path: string;
  readonly text: string;
}

/** A template that cannot be read or filled: which file, where, and why. */
export class TemplateError extends Error {
  readonly path: string;
  readonly line: number | undefined;

  constructor(path: string, line: number | undefined, reason: string) {
    super(`${path}${line === undefined ? '' : `:${line}`}: ${reason}`);
    this.name = 'TemplateError';
    this.path = path;
    this.line = line;
  }
}

/** Fills the template of a name with a view. Throws `TemplateError`. */
export type Fill = (template: string, view: object) => string;

/**
 * Makes the templates ready to be filled. Those of HTML escape whatever is not marked as markup; those of Markdown are
 * handed Markdown, for its escapes depend on where a text stands. They know no helper but the built-in ones, and refuse a
 * field that the view does not have, so that a misspelt name is an error and no gap.
 */
export function filling(templates: ReadonlyMap<string, ThemeFile>, target: 'html' | 'markdown'): Fill {
  const engine = Handlebars.create();
  const compiled = new Map<string, Handlebars.TemplateDelegate>();
  for (const [name, file] of templates) {
    const template = compile(engine, file, target);
    compiled.set(name, template);
    engine.registerPartial(name, template);
  }
  return (name, view) => {
    const template = compiled.get(name);
    const file = templates.get(name);
    if (template === undefined || file === undefined) throw new TemplateError(`${name}.hbs`, undefined, 'is missing');
    try {
      return template(view, { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false });
    } catch (cause) {
      throw templateError(file.path, cause);
    }
  };
}

/** Parses before compiling: a wrong template fails here, not when a page first needs it. */
function compile(
  engine: typeof Handlebars,
  { path, text }: ThemeFile,
  target: 'html' | 'markdown',
): Handlebars.TemplateDelegate {
  try {
    return engine.compile(engine.parse(text), { strict: true, noEscape: target === 'markdown' });
  } catch (cause) {
    throw templateError(path, cause);
  }
}

/** Handlebars says where in its message or in fields of its own, depending on the stage that fails. */
function templateError(path: string, cause: unknown): TemplateError {
  const message = cause instanceof Error ? cause.message : String(cause);
  const field = typeof cause === 'object' && cause !== null && 'lineNumber' in cause ? cause.lineNumber : undefined;
  const said = /(?:line (\d+)| - (\d+):\d+)/.exec(message);
  const line = typeof field === 'number' ? field : said ? Number(said[1] ?? said[2]) : undefined;
  return new TemplateError(path, line, message.replace(/\s*\n\s*/g, ' '));
}
