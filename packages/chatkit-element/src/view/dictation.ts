import { ChatError } from '../core/errors.ts';
import type { Observable } from '../core/observable.ts';
import type { UiState, ViewContext } from './context.ts';
import { h } from './h.ts';
import type { VNode } from './h.ts';
import { icon } from './icon.ts';

/** Formats the protocol knows, in the order of preference. */
const FORMATS = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];

/** Records while pressed on, then writes what the server heard into the composer. */
export function dictationButton(context: ViewContext): VNode {
  const { strings, ui } = context;
  const { recorder } = ui.get();
  const isOn = recorder !== null;
  return h(
    'button',
    {
      key: 'dictate',
      type: 'button',
      class: ['icon-button', isOn && 'recording'],
      'aria-label': isOn ? strings.stopDictation : strings.dictate,
      'aria-pressed': String(isOn),
      onclick: () => (isOn ? recorder?.stop() : context.run(() => record(context))),
    },
    icon(isOn ? 'square' : 'mic'),
  );
}

/** Ends a recording that nobody will read: the microphone goes off and nothing is sent. */
export function discardRecording(ui: Observable<UiState>): void {
  const { recorder } = ui.get();
  ui.set({ recorder: null });
  recorder?.stop();
}

async function record(context: ViewContext): Promise<void> {
  const { ui, strings } = context;
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch (cause) {
    ui.set({ hint: strings.errors.tool });
    throw new ChatError('integration', 'The microphone cannot be used.', { cause });
  }
  // People take their time to allow it: the chat may have gone, or have been allowed it twice.
  if (context.find('textarea')?.isConnected !== true || ui.get().recorder !== null) {
    switchOff(stream);
    return;
  }
  const mimeType = FORMATS.find((format) => MediaRecorder.isTypeSupported(format));
  const current = new MediaRecorder(stream, mimeType === undefined ? {} : { mimeType });
  const pieces: Blob[] = [];
  current.addEventListener('dataavailable', ({ data }) => pieces.push(data));
  current.addEventListener('stop', () => {
    switchOff(stream);
    if (ui.get().recorder !== current) return;
    ui.set({ recorder: null });
    context.run(() => transcribe(new Blob(pieces), current.mimeType, context));
  });
  current.start();
  ui.set({ recorder: current });
}

function switchOff(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

async function transcribe(audio: Blob, mimeType: string, context: ViewContext): Promise<void> {
  const { composer } = context.chat;
  const params = { audio_base64: await base64Of(audio), mime_type: mimeType };
  const answer = await context.uploadTarget().client.call('input.transcribe', params);
  const { text } = answer as { text?: string };
  if (text === undefined || text === '') return;
  const before = composer.get().text;
  composer.set({ text: before === '' ? text : `${before} ${text}` });
  context.focus('textarea');
}

async function base64Of(audio: Blob): Promise<string> {
  const bytes = new Uint8Array(await audio.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
