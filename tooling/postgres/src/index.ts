// A line here is a promise to the tests and benchmarks that start a database.
export { createTestDatabase } from './test-database.ts';
export type { TestDatabase } from './test-database.ts';
export { startPostgres } from './start-postgres.ts';
export type { PostgresServer, StartPostgresOptions } from './start-postgres.ts';
