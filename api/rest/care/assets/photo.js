// Pictures: made small before they wait on this phone, and shown with the token of who looks.
"use strict";

import { bearer } from "/care/assets/session.js";

const LONG_SIDE = 1_600;
const QUALITY = 0.8;

// The bytes of a JPEG that holds what one sees and nothing else; null for what is no picture.
export async function madeSmall(file) {
  try {
    const taken = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONG_SIDE / Math.max(taken.width, taken.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(taken.width * scale));
    canvas.height = Math.max(1, Math.round(taken.height * scale));
    canvas.getContext("2d").drawImage(taken, 0, 0, canvas.width, canvas.height);
    taken.close();
    const small = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
    return small && (await small.arrayBuffer());
  } catch {
    return null;
  }
}

// An image that gives its bytes back once it is drawn.
export async function picture(path) {
  const answer = await fetch(path, { headers: { authorization: `Bearer ${await bearer()}` } });
  if (!answer.ok) throw new TypeError(`no picture: ${answer.status}`);
  const address = URL.createObjectURL(await answer.blob());
  const image = new Image();
  image.addEventListener("load", () => URL.revokeObjectURL(address), { once: true });
  image.src = address;
  return image;
}
