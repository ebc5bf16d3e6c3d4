import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname } from 'node:path';

/** Serves clone, fetch and push of a bare repository by git's own CGI program (gitprotocol-http). */
export function serveGit(
  request: IncomingMessage,
  response: ServerResponse,
  { folder, path, query, user }: { folder: string; path: string; query: string; user: string },
): void {
  const child = spawn('git', ['http-backend'], {
    env: {
      ...{ PATH: process.env['PATH'], GIT_PROJECT_ROOT: dirname(folder), GIT_HTTP_EXPORT_ALL: '1' },
      ...{ REQUEST_METHOD: request.method, PATH_INFO: path, QUERY_STRING: query, REMOTE_USER: user },
      ...{
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
      },
      ...(request.headers['content-encoding'] && { HTTP_CONTENT_ENCODING: request.headers['content-encoding'] }),
      ...(request.headers['git-protocol'] && { GIT_PROTOCOL: String(request.headers['git-protocol']) }),
    },
  });
  request.pipe(child.stdin);
  child.stdin.on('error', () => undefined);
  const parts: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  child.on('close', () => {
    const all = Buffer.concat(parts);
    const end = all.indexOf('\r\n\r\n');
    const headers = all.subarray(0, end).toString('latin1').split('\r\n');
    const pairs = headers.map(
      (line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const,
    );
    const status = Number(pairs.find(([name]) => name === 'Status')?.[1]?.split(' ')[0] ?? 200);
    response.writeHead(status, Object.fromEntries(pairs.filter(([name]) => name !== 'Status')));
    response.end(all.subarray(end + 4));
  });
}
