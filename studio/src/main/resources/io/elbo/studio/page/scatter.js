// Tens of thousands of points on a canvas: WebGL, and where there is none, squares on a 2-D canvas.

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

/** `set(u, v, colours)` with RGBA bytes a point, then `draw({u, v, scale}, size)`: scale is pixels a unit. */
export function scatter(canvas) {
  // WebGL that the processor has to imitate is slower than squares.
  const gl = canvas.getContext('webgl', { antialias: false, premultipliedAlpha: true, failIfMajorPerformanceCaveat: true });
  return gl ? graphics(canvas, gl) : flat(canvas);
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
  let groups = [];
  return {
    set(newU, newV) {
      u = newU;
      v = newV;
      groups = [];
    },
    /** Points of a colour are drawn together: to set a colour costs more than to fill a square. */
    colour(rgba) {
      const words = new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.length / 4);
      const found = new Map();
      words.forEach((word, i) => {
        if (!found.has(word)) found.set(word, []);
        found.get(word).push(i);
      });
      groups = [...found.values()].map((points) => {
        const [r, green, b, a] = rgba.subarray(4 * points[0], 4 * points[0] + 4);
        return { points, shade: `rgba(${r},${green},${b},${a / 255})`, alpha: a };
      }).sort((one, other) => one.alpha - other.alpha);
    },
    draw(view, diameter) {
      const ratio = window.devicePixelRatio || 1;
      const side = diameter * ratio * 0.8;
      const scale = view.scale * ratio;
      const left = canvas.width / 2 - view.u * scale - side / 2;
      const top = canvas.height / 2 + view.v * scale - side / 2;
      g.clearRect(0, 0, canvas.width, canvas.height);
      for (const { points, shade } of groups) {
        g.fillStyle = shade;
        for (const i of points) {
          const x = left + u[i] * scale;
          const y = top - v[i] * scale;
          if (x > -side && y > -side && x < canvas.width && y < canvas.height) g.fillRect(x, y, side, side);
        }
      }
    },
    free() {},
  };
}
