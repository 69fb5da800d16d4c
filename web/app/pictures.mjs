// The page's cards as pictures: the program draws each on the canvas, and it is copied before the browser shows anything of it.

/** [{ title, canvas, width, height }] in CSS pixels; the canvases are sharper. Empty where the browser cannot draw. */
export function takePictures(page, { width, dark }) {
  const source = document.getElementById('canvas');
  const taken = [];
  page.host.picture = (title, wide, high) => {
    const copy = document.createElement('canvas');
    copy.width = source.width;
    copy.height = source.height;
    copy.getContext('2d').drawImage(source, 0, 0);
    taken.push({ title, canvas: copy, width: wide, height: high });
  };
  page.send('pictures', `${Math.round(width)}\t${dark ? 'dark' : 'light'}`);
  return taken;
}

export const pngOf = (canvas) => new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
