const fs = require("fs"), path = require("path"), out = process.argv[1], env = process.env;
const face = name => "@font-face { font-family: \u0027" + name + "\u0027; font-style: normal; font-weight: 100 900; font-display: swap; src: local(\u0027" + name + "\u0027) }";
const named = url => face(decodeURIComponent(url.replace(/.*[?&]family=([^:&]*).*/, "$1")).replace(/\+/g, " "));
const skipped = new Set(["node_modules", ".next", ".git"]);
const sources = dir => fs.readdirSync(dir, {withFileTypes: true}).filter(f => !skipped.has(f.name)).flatMap(f =>
  f.isDirectory() ? sources(path.join(dir, f.name)) : /\.[cm]?[jt]sx?$/.test(f.name) ? [path.join(dir, f.name)] : []);
const argument = (text, from) => {
  let depth = 0, i = from;
  do { depth += text[i] === "(" ? 1 : text[i] === ")" ? -1 : 0; i++; } while (depth > 0 && i < text.length);
  return Function("return " + text.slice(from, i))();
};
const nexts = name => require(require.resolve("next/dist/compiled/@next/font/dist/google/" + name, {paths: [process.cwd()]}));
const address = (font, options) => {
  const f = nexts("validate-google-font-function-call").validateGoogleFontFunctionCall(font, options);
  const axes = nexts("get-font-axes").getFontAxes(f.fontFamily, f.weights, f.styles, f.selectedVariableAxes);
  return nexts("get-google-fonts-url").getGoogleFontsUrl(f.fontFamily, axes, f.display);
};
const known = () => {
  const answers = {};
  for (const file of sources(".")) {
    const text = fs.readFileSync(file, "utf8");
    for (const [, names] of text.matchAll(/import\s*\{([^}]*)\}\s*from\s*["\u0027]next\/font\/google["\u0027]/g)) {
      for (const [font, as] of names.split(",").map(n => n.trim().split(/\s+as\s+/)).filter(n => n[0])) {
        for (const call of text.matchAll(new RegExp("\\b" + (as || font) + "\\s*(?=\\()", "g"))) {
          try {
            const url = address(font, argument(text, call.index + call[0].length));
            answers[url] = named(url);
          } catch (e) {
            console.log(file + ": " + e.message);
          }
        }
      }
    }
  }
  return answers;
};
fs.rmSync(out, {force: true});
const asked = env.HTTPS_PROXY || env.https_proxy ? Promise.resolve() : fetch("https://fonts.googleapis.com/css2?family=Inter", {signal: AbortSignal.timeout(5000)});
asked.catch(() => {
  console.log("fonts.googleapis.com is not reached: the fonts of the browser stand in");
  fs.mkdirSync(path.dirname(out), {recursive: true});
  fs.writeFileSync(out, "const face = " + face + ";\nconst named = " + named + ";\nmodule.exports = new Proxy(" + JSON.stringify(known(), null, 1)
    + ", {get: (all, url) => all[url] || (/^https:/.test(String(url)) ? named(url) : undefined)});\n");
});
