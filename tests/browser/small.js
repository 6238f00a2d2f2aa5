// A picture with at most 256 colours, which take a fifth of the room: base64 of a PNG in, base64 of a PNG out.
async (given) => {
  const bytes = Uint8Array.from(atob(given), (one) => one.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  context.drawImage(bitmap, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
  const counts = new Map();
  for (const one of pixels) counts.set(one, (counts.get(one) || 0) + 1);
  const part = (colour, shift) => (colour >> shift) & 255;
  const far = (one, other) => [0, 8, 16].reduce((sum, shift) => sum + (part(one, shift) - part(other, shift)) ** 2, 0);
  const often = [...counts].sort((one, other) => other[1] - one[1]).map(([colour]) => colour);
  // Too many: what is close to one that is taken makes room for what is rare, such as a small green dot.
  const apart = often.length > 256 ? 100 : 0;
  const palette = [];
  for (const colour of often) {
    if (palette.length < 256 && palette.every((one) => far(one, colour) >= apart)) palette.push(colour);
  }
  const nearest = new Map(palette.map((colour, number) => [colour, number]));
  for (const colour of counts.keys()) {
    if (nearest.has(colour)) continue;
    let best = 0;
    for (let number = 1; number < palette.length; number += 1) {
      if (far(palette[number], colour) < far(palette[best], colour)) best = number;
    }
    nearest.set(colour, best);
  }
  const rows = new Uint8Array((width + 1) * height);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      rows[row * (width + 1) + 1 + column] = nearest.get(pixels[row * width + column]);
    }
  }
  const packed = await new Response(new Blob([rows]).stream().pipeThrough(new CompressionStream("deflate"))).arrayBuffer();
  const sums = Array.from({ length: 256 }, (_, start) => {
    let sum = start;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? 0xedb88320 ^ (sum >>> 1) : sum >>> 1;
    return sum >>> 0;
  });
  const chunk = (name, data) => {
    const whole = new Uint8Array(12 + data.length);
    const view = new DataView(whole.buffer);
    view.setUint32(0, data.length);
    whole.set([...name].map((one) => one.charCodeAt(0)), 4);
    whole.set(data, 8);
    let sum = 0xffffffff;
    for (let at = 4; at < 8 + data.length; at += 1) sum = sums[(sum ^ whole[at]) & 255] ^ (sum >>> 8);
    view.setUint32(8 + data.length, ~sum >>> 0);
    return whole;
  };
  const head = new Uint8Array(13);
  new DataView(head.buffer).setUint32(0, width);
  new DataView(head.buffer).setUint32(4, height);
  head.set([8, 3, 0, 0, 0], 8);
  const colours = new Uint8Array(palette.flatMap((colour) => [part(colour, 0), part(colour, 8), part(colour, 16)]));
  const file = new Blob([
    new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]), chunk("IHDR", head), chunk("PLTE", colours), chunk("IDAT", new Uint8Array(packed)), chunk("IEND", new Uint8Array()),
  ]);
  const reader = new FileReader();
  return new Promise((told) => {
    reader.onload = () => told(reader.result.split(",")[1]);
    reader.readAsDataURL(file);
  });
}
