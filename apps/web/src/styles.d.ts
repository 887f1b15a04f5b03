/** The style sheet is imported for its effect; Vite turns it into a file of its own. */
declare module '*.css';
