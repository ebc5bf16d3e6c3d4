import type { ForgeReader, ForgeWriter } from '../../model/forge.ts';
import { type GithubSettings, openClient } from './client.ts';
import { commitByApi } from './commit.ts';
import { commitByPush, type PushSettings } from './push.ts';
import { githubReader } from './reader.ts';
import { githubWriter } from './writer.ts';

/** Opens a repository of GitHub for reading alone. */
export const openGithubReader = (settings: GithubSettings): ForgeReader => githubReader(openClient(settings));

/** Opens it for writing. With `push`, commits are made in a clone and pushed; else the forge makes and signs them. */
export function openGithubWriter(settings: GithubSettings, push: Omit<PushSettings, 'token'> | undefined): ForgeWriter {
  const client = openClient(settings);
  return githubWriter(client, (commit) =>
    push === undefined ? commitByApi(client, commit) : commitByPush(client, { ...push, token: settings.token }, commit),
  );
}
