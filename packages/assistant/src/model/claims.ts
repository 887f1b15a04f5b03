const DONE =
  '(?:added|created|completed|marked|deleted|removed|updated|changed|rescheduled|moved|reopened|renamed|tagged)';
const CLAIM = new RegExp(
  `\\bI(?:'ve| have)?(?: just| now| also| successfully)* ${DONE}\\b|\\b(?:has|have) (?:now |just |successfully )*been (?:successfully )?${DONE}\\b|^(?:done|all set|${DONE})\\b`,
  'im',
);

/** Whether a text says that something was changed. English only: a sign to warn by, not a proof. */
export function claimsChange(text: string): boolean {
  return CLAIM.test(text);
}
