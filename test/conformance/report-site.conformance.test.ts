import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { source as axe } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** As Debian installs it. */
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const cli = join(import.meta.dirname, '../../dist/cli.cjs');

let browser: Browser;
let folder = '';
let pages: readonly string[] = [];

beforeAll(async () => {
  if (!existsSync(executablePath)) throw new Error(`${executablePath} is missing: apt-get install chromium`);
  folder = mkdtempSync(join(tmpdir(), 'patchledger-site-'));
  execFileSync(process.execPath, [cli, 'demo', '--into', join(folder, 'estate')], { stdio: 'pipe' });
  const site = join(folder, 'estate/docs/patchledger');
  pages = readdirSync(site, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.html'))
    .map((path) => join(site, path))
    .sort();
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a page from disk and keeps what it asked for and what it complained of. */
async function opened(path: string): Promise<{ page: Page; requests: string[]; complaints: string[] }> {
  const page = await browser.newPage({ bypassCSP: false });
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(pathToFileURL(path).href);
  return { page, requests, complaints };
}

describe('the site of the starter in a browser', () => {
  it('has an index and pages, each below 300 kB', () => {
    expect(pages.length).toBeGreaterThan(3);
    for (const path of pages) expect(statSync(path).size, path).toBeLessThan(300_000);
  });

  it('has a page of every kind, each of which is looked at below', () => {
    const kinds = ['index', 'd7-approvals', 'd14-integrity', 'frameworks', 'dossiers/index', 'dossiers/d-[0-9a-f]{12}'];
    for (const kind of kinds) {
      const name = new RegExp(`/patchledger/${kind}\\.html$`);
      expect(
        pages.some((path) => name.test(path)),
        kind,
      ).toBe(true);
    }
  });

  it('fits a phone, a desk and A4 across: only tables go on to the side, and none on paper', async () => {
    const sheets = [
      { width: 390, media: 'screen' },
      { width: 1280, media: 'screen' },
      { width: 1032, media: 'print' },
    ] as const;
    const problems: string[] = [];
    for (const path of pages) {
      const { page } = await opened(path);
      for (const { width, media } of sheets) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ media });
        const wide = await page.evaluate((isPaper) => {
          const { document } = globalThis as unknown as { document: PageDocument };
          const tables = isPaper ? [...document.querySelectorAll('table')] : [];
          return [document.documentElement, ...tables].map(({ scrollWidth }) => scrollWidth);
        }, media === 'print');
        if (Math.max(...wide) > width) problems.push(`${path} at ${width}: ${wide.join(' ')}`);
      }
      await page.close();
    }
    expect(problems).toEqual([]);
  }, 120_000);

  it('keeps words of headings whole on paper, and has no buttons there: a page that goes on repeats none', async () => {
    const { page } = await opened(pages.find((path) => path.endsWith('d4-patch-status.html')) ?? '');
    await page.setViewportSize({ width: 1032, height: 800 });
    await page.emulateMedia({ media: 'print' });

    const problems = await page.evaluate(() => {
      const { document } = globalThis as unknown as { document: PageDocument };
      const { getComputedStyle: styles } = globalThis as unknown as { getComputedStyle: Styles };
      const cut = [...document.querySelectorAll('thead th')].filter(
        (cell) => cell.scrollWidth > cell.clientWidth || styles(cell).overflowWrap !== 'normal',
      );
      const boxes = [...document.querySelectorAll('thead button')].filter(
        (button) => styles(button).display !== 'contents',
      );
      return [...cut, ...boxes].map(({ textContent }) => textContent);
    });

    expect(problems).toEqual([]);
    await page.close();
  });

  it('prints each dossier on one page', async () => {
    const dossiers = pages.filter((path) => /dossiers\/d-[0-9a-f]{12}\.html$/.test(path));
    expect(dossiers.length).toBeGreaterThan(0);
    for (const path of dossiers) {
      const { page } = await opened(path);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      expect(pdf.toString('latin1').match(/\/Type \/Page\b/g), path).toHaveLength(1);
      await page.close();
    }
  }, 60_000);

  it('asks for nothing but its own file and complains of nothing', async () => {
    for (const path of pages) {
      const { page, requests, complaints } = await opened(path);
      expect(requests).toEqual([pathToFileURL(path).href]);
      expect(complaints, path).toEqual([]);
      await page.close();
    }
  }, 120_000);

  it('has no accessibility violation that axe knows (WCAG 2.2 A and AA, best practice)', async () => {
    const problems: string[] = [];
    for (const path of pages) {
      const { page } = await opened(path);
      // The policy of the page forbids foreign scripts; the debugger's own evaluation is none.
      await page.evaluate(axe);
      const violations = await page.evaluate(async () => {
        const run = (globalThis as unknown as { axe: { run: () => Promise<{ violations: AxeViolation[] }> } }).axe.run;
        return (await run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      });
      problems.push(...violations.map((violation) => `${path}: ${violation}`));
      await page.close();
    }
    expect(problems).toEqual([]);
  }, 300_000);

  it('sorts a table by a click on its heading and tells so', async () => {
    const { page } = await opened(pages.find((path) => path.endsWith('d2-inventory.html')) ?? '');
    const first = page.locator('table.sortable').first();
    const names = (): Promise<string[]> => first.locator('tbody tr td:first-child').allInnerTexts();
    const before = await names();

    await first.locator('thead th button').first().click();
    await first.locator('thead th button').first().click();

    expect(await names()).toEqual([...before].sort().reverse());
    expect(await first.locator('thead th').first().getAttribute('aria-sort')).toBe('descending');
    await page.close();
  });

  it('leads from every link to a file and an anchor that exist', async () => {
    const problems: string[] = [];
    for (const path of pages) {
      const { page } = await opened(path);
      const hrefs = await page
        .locator('a')
        .evaluateAll((links) => links.map((link) => (link as unknown as { href: string }).href));
      for (const href of new Set(hrefs.filter((one) => one.startsWith('file:')))) {
        const url = new URL(href);
        const target = decodeURIComponent(url.pathname);
        const anchor = decodeURIComponent(url.hash.slice(1));
        if (!existsSync(target)) problems.push(`${path}: ${href}`);
        else if (anchor !== '' && !readFileSync(target, 'utf8').includes(`id="${anchor}"`))
          problems.push(`${path}: ${href}`);
      }
      await page.close();
    }
    expect(problems).toEqual([]);
  }, 120_000);
});

/** As much of a page's document as is asked for. */
interface PageDocument {
  readonly documentElement: { readonly scrollWidth: number };
  readonly querySelectorAll: (selector: string) => Iterable<PageElement>;
}

interface PageElement {
  readonly scrollWidth: number;
  readonly clientWidth: number;
  readonly textContent: string;
}

type Styles = (element: PageElement) => { readonly display: string; readonly overflowWrap: string };

interface AxeViolation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}
