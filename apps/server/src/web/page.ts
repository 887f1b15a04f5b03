import type { SocialProvider } from '@parley/auth';
import { staticFile } from './static-files.ts';
import type { StaticFile } from './static-files.ts';

/** What the page must know before its first request; the web app reads it from the document. */
export interface PageConfig {
  chatkit: { scriptUrl: string | null; domainKey: string };
  /** How the assistant is called: the page tells people whether rules or a model answer. */
  modelLabel: string;
  /** The providers whose accounts can be used to sign in. @default none */
  signInWith?: readonly SocialProvider[];
}

/**
 * Puts the configuration into the built `index.html` as a data block. A browser does not run it, so
 * the Content-Security-Policy needs no exception for it.
 *
 * @throws TypeError when the document has no `</head>`.
 */
export function pageWithConfig(index: StaticFile, config: PageConfig): StaticFile {
  const html = new TextDecoder().decode(index.bytes);
  const end = html.indexOf('</head>');
  if (end === -1) throw new TypeError('index.html has no </head>');
  // An escaped `<` keeps a value from ending the block.
  const json = JSON.stringify(config).replaceAll('<', '\\u003c');
  const block = `<script type="application/json" id="parley-config">${json}</script>`;
  return staticFile(Buffer.from(html.slice(0, end) + block + html.slice(end)), '.html');
}
