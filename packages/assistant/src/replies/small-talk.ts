const EXAMPLES = [
  '- "add buy milk tomorrow at 5pm, high priority #home"',
  '- "show pending tasks", "what is overdue?", "search for budget"',
  '- "complete task 3", "start the report", "reopen task 8"',
  '- "move the report to next Friday", "make it urgent", "tag task 7 as home"',
  '- "delete task 2" (I ask first) and "undo"',
].join('\n');

/** Says who answers and what it understands. */
export function helpText(): string {
  return `I am the offline assistant: I follow rules, there is no language model behind me. I look after your tasks. Try:\n${EXAMPLES}`;
}

/** A greeting that says who answers. */
export function helloText(userName: string): string {
  const [first = ''] = userName.trim().split(/\s+/);
  const name = first === '' ? '' : ` ${first}`;
  return `Hello${name}! I am the offline assistant and look after your tasks. Say "help" to see what I understand.`;
}

/** The answer to words that are no request. */
export function unknownText(): string {
  return 'I did not understand that, so I changed nothing. Try "add buy milk tomorrow", "show my tasks" or "help".';
}

/** The answer to questions about anything but tasks. */
export function offTopicText(): string {
  return 'I only look after your tasks, so I cannot answer that. Say "help" to see what I understand.';
}
