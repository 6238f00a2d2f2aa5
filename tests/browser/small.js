// A picture of words with few colours, which takes less room: base64 of a PNG in, base64 of a WebP out.
async (given) => {
  const bytes = Uint8Array.from(atob(given), (one) => one.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes]));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext("2d");
  context.drawImage(bitmap, 0, 0);
  const data = context.getImageData(0, 0, bitmap.width, bitmap.height);
  const pixels = new Uint32Array(data.data.buffer);
  const counts = new Map();
  for (const one of pixels) counts.set(one, (counts.get(one) || 0) + 1);
  const part = (colour, shift) => (colour >> shift) & 255;
  const far = (one, other) => [0, 8, 16].reduce((sum, shift) => sum + (part(one, shift) - part(other, shift)) ** 2, 0);
  // What is close to a colour that is taken makes room for what is rare, such as a small green dot; a ground
  // keeps its own, or a dark one would come out as the red beside it.
  const ground = pixels.length / 500;
  const palette = [];
  for (const [colour, count] of [...counts].sort((one, other) => other[1] - one[1])) {
    if (count > ground || palette.every((one) => far(one, colour) >= 2500)) palette.push(colour);
  }
  const nearest = new Map([...counts.keys()].map((colour) => [colour, palette.reduce((best, one) => (far(one, colour) < far(best, colour) ? one : best))]));
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = nearest.get(pixels[at]);
  context.putImageData(data, 0, 0);
  const blob = await canvas.convertToBlob({ type: "image/webp", quality: 1 });
  const words = [...new Uint8Array(await blob.arrayBuffer())].map((one) => String.fromCharCode(one));
  return btoa(words.join(""));
}
