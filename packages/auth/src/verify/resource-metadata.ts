/** What a service says of itself to those who want a token for it. */
export interface ProtectedResource {
  /** The service: an https origin, which is also the audience of its tokens. */
  resource: string;
  /** Who issues the tokens: their exact `iss`. */
  authorizationServers: readonly string[];
  /** The name to show to people. */
  name?: string;
  /** The scopes there are. @default not said */
  scopes?: readonly string[];
}

const PATH = '/.well-known/oauth-protected-resource';

/**
 * Where the metadata of a resource is published (RFC 9728 §3.1): between its host and its path.
 * Goes into challenges as `resource_metadata`.
 */
export function resourceMetadataUrl(resource: string): string {
  const { origin, pathname } = new URL(resource);
  return `${origin}${PATH}${pathname === '/' ? '' : pathname}`;
}

/**
 * Answers with the metadata of a resource (RFC 9728 §3.2), for anybody, to be kept for an hour. The
 * token goes into the header and nowhere else (RFC 6750 §2.1).
 */
export function resourceMetadataResponse(of: ProtectedResource): Response {
  const metadata = {
    resource: of.resource,
    authorization_servers: of.authorizationServers,
    bearer_methods_supported: ['header'],
    ...(of.name !== undefined && { resource_name: of.name }),
    ...(of.scopes !== undefined && { scopes_supported: of.scopes }),
  };
  const headers = { 'cache-control': 'public, max-age=3600', 'access-control-allow-origin': '*' };
  return Response.json(metadata, { headers });
}
