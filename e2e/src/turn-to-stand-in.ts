/** Loaded into a server before its own code: turns what it asks of GitHub to the stand-in. */
const standIn = process.env['GITHUB_STAND_IN'];
const direct = globalThis.fetch;

globalThis.fetch = (input, init) => {
  const { hostname, pathname } = new URL(input instanceof Request ? input.url : input);
  const isGitHub = hostname === 'github.com' || hostname === 'api.github.com';
  return isGitHub ? direct(new URL(pathname, standIn), init) : direct(input, init);
};
