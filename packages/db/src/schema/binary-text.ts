import { customType } from 'drizzle-orm/pg-core';

/**
 * Text ordered by code point (`collate "C"`), so that a sort or a keyset page is the same on every
 * server, whatever its locale.
 */
export const binaryText = customType<{ data: string }>({ dataType: () => 'text collate "C"' });
