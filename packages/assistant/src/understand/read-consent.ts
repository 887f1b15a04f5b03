const YES =
  /^(?:(?:yes|y|yeah|yep|yup|sure|ok|okay|ja|haan|han|haa|ji(?: haan)?|absolutely|definitely|certainly|of course|confirm(?:ed)?|correct|right|do it|do that|go (?:on|ahead)|please(?: do)?|delete (?:it|them|both)|thanks?|جی|ہاں|جی ہاں)(?:[\s,.!]+|$))+$/i;
const NO =
  /^(?:(?:oh|actually|wait|sorry|please|well|ok|okay|right|sure|of course|absolutely|definitely|certainly|i said|not|not yet|better not|rather not|no|n|nope|nah|nein|nahi+n?|cancel(?: (?:it|that|this))?|stop(?: it)?|abort|never ?mind|forget (?:it|that)|leave (?:it|them)(?: alone)?|keep (?:it|them|both)|don'?t(?: (?:do (?:it|that)|delete (?:it|them)))?|do not(?: (?:do (?:it|that)|delete (?:it|them)))?|not now|thanks?|thank you|نہیں)(?:[\s,.!]+|$))+$/i;
const NO_WORD =
  /\b(?:no|nope|nah|nein|nahi+n?|cancel|stop|abort|never ?mind|forget|leave|keep|don'?t|do not|not)\b|^n$|نہیں/i;

/** Reads a plain yes or no. Anything besides, "yes, and add milk" too, is neither: null. */
export function readConsent(message: string): 'yes' | 'no' | null {
  const text = message.replace(/[’]/g, "'").trim();
  if (NO.test(text) && NO_WORD.test(text)) return 'no';
  if (/^(?:thanks?|please|right|ok|okay)[\s.!]*$/i.test(text))
    return /^ok/i.test(text) ? 'yes' : null;
  // Alone it is a request of its own, about whatever "it" is by now.
  if (/^delete\b/i.test(text)) return null;
  return YES.test(text) ? 'yes' : null;
}
