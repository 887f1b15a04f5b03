// Importing this makes the imports that come after it faster; nothing else depends on it.
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { shortcutModules } from './module-shortcut.ts';

// Compiled code of more than a thousand modules is kept for the next start. Where the folder cannot
// be written, the start is slower and nothing else.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/compile', import.meta.url)));
shortcutModules();
