const NEGATED =
  /^(?:i\s+|you\s+|we\s+)?(?:don'?t|do not|did not|didn'?t|never|should not|shouldn'?t|must not|not)\s+(?:(?:you|ever|want|wish|mean|to|yet)\s+)*(?:add|create|make|put|complete|finish|mark|check|close|delete|remove|erase|clear|drop|cancel|update|change|edit|rename|move|push|postpone|reschedule|reopen|start|set|tag|untag|undo|touch|remind me)\b/i;

/** Whether the text says what shall not be done: "don't delete task 3". */
export function isNegated(text: string): boolean {
  return NEGATED.test(text);
}
