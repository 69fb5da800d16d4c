// The whole state of the page as part of an address: "1." and the scenario's JSON, compressed, in base64url. It stands behind the #, so that
// no server ever sees it. What comes back is a stranger's text: bounded, and refused in words.
import { tr } from './words.mjs';

/** A link's longest state, in characters, and what may come out of it, in bytes. */
export const MOST_PACKED = 200_000;
export const MOST_TEXT = 2 << 20;
const VERSION = '1';

/** Why a link is not opened, in the visitor's words. */
export class Refused extends Error {}

async function through(stream, bytes, most) {
  const writer = stream.writable.getWriter();
  // What goes wrong on the way in shows on the way out.
  writer.write(bytes).then(() => writer.close()).catch(() => {});
  const parts = [];
  let length = 0;
  for (const reader = stream.readable.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts);
    length += value.length;
    if (length > most) {
      await reader.cancel().catch(() => {});
      throw new Refused(tr('The link holds more than this page takes.'));
    }
    parts.push(value);
  }
}

/** The state for an address; throws Refused where it would be too long. */
export async function pack(text) {
  if (typeof CompressionStream === 'undefined') throw new Refused(tr('This browser is too old for links that hold the whole work. A file can be saved instead.'));
  const bytes = new Uint8Array(await (await through(new CompressionStream('deflate-raw'), new TextEncoder().encode(text), Infinity)).arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  const packed = `${VERSION}.${btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`;
  if (packed.length > MOST_PACKED) throw new Refused(tr('This is too large for a link. A file can be saved instead.'));
  return packed;
}

/** The text of a state; throws Refused. */
export async function unpack(packed) {
  if (packed.length > MOST_PACKED) throw new Refused(tr('The link holds more than this page takes.'));
  const dot = packed.indexOf('.');
  const version = packed.slice(0, Math.max(dot, 0));
  if (/^\d{1,6}$/.test(version) && version !== VERSION) throw new Refused(tr('The link is of another version of this page.'));
  if (version !== VERSION || !/^[\w-]+$/.test(packed.slice(dot + 1))) throw new Refused(tr('The link is damaged: part of it is missing or changed.'));
  if (typeof DecompressionStream === 'undefined') throw new Refused(tr('This browser is too old for links that hold the whole work.'));
  try {
    const bytes = Uint8Array.from(atob(packed.slice(dot + 1).replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
    const text = await through(new DecompressionStream('deflate-raw'), bytes, MOST_TEXT);
    return new TextDecoder('utf-8', { fatal: true }).decode(await text.arrayBuffer());
  } catch (error) {
    throw error instanceof Refused ? error : new Refused(tr('The link is damaged: part of it is missing or changed.'));
  }
}

/** The address of this page with a state; `more` goes behind it. */
export const addressOf = (packed, more = '') => `${location.href.split('#')[0]}#s=${packed}${more}`;
