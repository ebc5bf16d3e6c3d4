/** Text behind the `::` of a workflow command, escaped as GitHub's own toolkit does (@actions/core, command.ts). */
export const escapeData = (text: string): string =>
  text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
