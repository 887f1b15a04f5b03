import { expect, test } from 'vitest';
import { resourceMetadataResponse, resourceMetadataUrl } from './resource-metadata.ts';

test.each([
  ['https://api.example', 'https://api.example/.well-known/oauth-protected-resource'],
  ['https://api.example/', 'https://api.example/.well-known/oauth-protected-resource'],
  ['https://api.example/mcp', 'https://api.example/.well-known/oauth-protected-resource/mcp'],
])('the metadata of %s is at %s', (resource, url) => {
  expect(resourceMetadataUrl(resource)).toBe(url);
});

test('metadata is public and says where to ask and how to send a token', async () => {
  const resource = 'https://api.example';
  const response = resourceMetadataResponse({
    resource,
    authorizationServers: ['https://id.example'],
    scopes: ['tasks:read'],
  });
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(await response.json()).toEqual({
    resource,
    authorization_servers: ['https://id.example'],
    bearer_methods_supported: ['header'],
    scopes_supported: ['tasks:read'],
  });
});
