// What is listed here is a promise: servers on node:http, Express and Fastify build on it.
export type { NodeHandler, NodeHandlerOptions } from './handler.ts';
export { createNodeHandler } from './handler.ts';
export type { NodeRequest, NodeResponse } from './node-types.ts';
