/** Label of a pull request that was closed because its work went elsewhere or is no longer required. */
export const obsoleteLabel = 'patchledger:obsolete';
