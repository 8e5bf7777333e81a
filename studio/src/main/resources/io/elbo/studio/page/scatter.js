// Draws tens of thousands of points on a canvas: with WebGL or, without hardware support for it, as pixels.

const VERTEX = `
attribute vec2 place; attribute vec4 colour;
uniform vec2 centre; uniform vec2 scale; uniform mediump float size;
varying mediump vec4 shade;
void main() {
  gl_Position = vec4((place - centre) * scale, 0.0, 1.0);
  gl_PointSize = size * (0.6 + 0.4 * step(0.5, colour.a));
  shade = colour;
}`;
const FRAGMENT = `
precision mediump float;
varying vec4 shade; uniform mediump float size;
void main() {
  float edge = smoothstep(0.5, 0.5 - 1.2 / size, length(gl_PointCoord - 0.5));
  gl_FragColor = vec4(shade.rgb * shade.a * edge, shade.a * edge);
}`;

/**
 * `set(u, v)`, `colour(RGBA bytes, four per point)`, then `draw({u, v, scale}, diameter, moving)`: scale
 * is pixels per unit; a moving view may be drawn less finely.
 */
export function scatter(canvas) {
  const gl = hardware() && canvas.getContext('webgl', { antialias: false, premultipliedAlpha: true });
  return gl ? graphics(canvas, gl) : flat(canvas);
}

/** WebGL in software is far slower than writing the pixels here. */
function hardware() {
  const gl = document.createElement('canvas').getContext('webgl', { failIfMajorPerformanceCaveat: true });
  if (!gl) return false;
  const named = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(named ? named.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return !/swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer);
}

function graphics(canvas, gl) {
  const program = gl.createProgram();
  for (const [type, source] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]]) {
    const shader = gl.createShader(type);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  gl.useProgram(program);
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  const attribute = (name, size, type, normal) => {
    const buffer = gl.createBuffer();
    const place = gl.getAttribLocation(program, name);
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, size, type, normal, 0, 0);
    return (values) => {
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW);
    };
  };
  const places = attribute('place', 2, gl.FLOAT, false);
  const colours = attribute('colour', 4, gl.UNSIGNED_BYTE, true);
  const uniform = (name) => gl.getUniformLocation(program, name);
  const [centre, scale, size] = ['centre', 'scale', 'size'].map(uniform);
  let count = 0;
  return {
    set(u, v) {
      const pairs = new Float32Array(2 * u.length);
      for (let i = 0; i < u.length; i++) {
        pairs[2 * i] = u[i];
        pairs[2 * i + 1] = v[i];
      }
      places(pairs);
      count = 0;
    },
    colour(rgba) {
      colours(rgba);
      count = rgba.length / 4;
    },
    draw(view, diameter) {
      const ratio = window.devicePixelRatio || 1;
      gl.viewport(0, 0, canvas.width, canvas.height);
      gl.clear(gl.COLOR_BUFFER_BIT);
      gl.uniform2f(centre, view.u, view.v);
      gl.uniform2f(scale, (2 * view.scale * ratio) / canvas.width, (2 * view.scale * ratio) / canvas.height);
      gl.uniform1f(size, diameter * ratio);
      gl.drawArrays(gl.POINTS, 0, count);
    },
    free: () => gl.getExtension('WEBGL_lose_context')?.loseContext(),
  };
}

function flat(canvas) {
  const g = canvas.getContext('2d');
  let u = [];
  let v = [];
  let shades = new Uint8Array(0);
  let order = [];
  let image = null;
  return {
    set(newU, newV) {
      u = newU;
      v = newV;
      order = [];
    },
    colour(rgba) {
      shades = rgba;
      // Strong colours lie over faint ones.
      const strong = (i) => rgba[4 * i + 3] >= 128;
      const all = Array.from({ length: rgba.length / 4 }, (_, i) => i);
      order = Int32Array.from([...all.filter((i) => !strong(i)), ...all.filter(strong)]);
    },
    draw(view, diameter, moving) {
      const { width, height } = canvas;
      const ratio = window.devicePixelRatio || 1;
      if (image?.width !== width || image.height !== height) image = new ImageData(width, height);
      const { data } = image;
      data.fill(0);
      const disc = stamp(0.36 * diameter * ratio, width);
      const { reach } = disc;
      const pixels = new Uint32Array(data.buffer);
      const words = new Uint32Array(shades.buffer, shades.byteOffset, shades.length / 4);
      const core = disc.offsets.filter((_, k) => disc.weights[k] > 0.8);
      const scale = view.scale * ratio;
      const left = width / 2 - view.u * scale;
      const top = height / 2 + view.v * scale;
      for (const i of order) {
        const x = Math.round(left + u[i] * scale);
        const y = Math.round(top - v[i] * scale);
        if (x < reach || y < reach || x >= width - reach || y >= height - reach) continue;
        const at = y * width + x;
        if (moving) for (const offset of core) pixels[at + offset] = words[i];
        else for (let k = 0; k < disc.offsets.length; k++) over(data, 4 * (at + disc.offsets[k]), shades, 4 * i, disc.weights[k]);
      }
      g.putImageData(image, 0, 0);
    },
    free() {},
  };
}

/** Blends a colour over a pixel, both without premultiplied alpha. */
function over(data, to, shades, from, weight) {
  const own = (shades[from + 3] * weight) / 255;
  const rest = (data[to + 3] / 255) * (1 - own);
  const sum = own + rest;
  for (let c = 0; c < 3; c++) data[to + c] = (shades[from + c] * own + data[to + c] * rest) / sum;
  data[to + 3] = 255 * sum;
}

/** Returns the pixels of a disc as offsets in an image of this width, with partial coverage at the edge. */
function stamp(radius, width) {
  const offsets = [];
  const weights = [];
  const reach = Math.ceil(radius);
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++) {
      const weight = Math.min(1, radius + 0.5 - Math.hypot(x, y));
      if (weight <= 0) continue;
      offsets.push(y * width + x);
      weights.push(weight);
    }
  }
  return { offsets, weights, reach };
}
