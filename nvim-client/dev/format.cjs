// Formats Lua as .stylua.toml says, or with --check tells what is not so formatted. It stands in for the stylua program
// where that cannot be installed; needs the npm package @johnnymorganz/stylua, found through NODE_PATH or beside this.
// usage: node dev/format.cjs [--check] FOLDER...
const fs = require('node:fs');
const path = require('node:path');
const stylua = require('@johnnymorganz/stylua');

function settings() {
  const config = stylua.Config.new();
  config.column_width = 120;
  config.indent_type = stylua.IndentType.Spaces;
  config.indent_width = 2;
  config.quote_style = stylua.QuoteStyle.AutoPreferSingle;
  return config;
}

const check = process.argv.includes('--check');
const folders = process.argv.slice(2).filter((each) => each !== '--check');
let wrong = 0;
for (const folder of folders) {
  for (const name of fs.readdirSync(folder, { recursive: true }).sort()) {
    if (!name.endsWith('.lua')) continue;
    const file = path.join(folder, name);
    const written = fs.readFileSync(file, 'utf8');
    const formatted = stylua.formatCode(written, settings(), undefined, stylua.OutputVerification.Full);
    if (formatted === written) continue;
    wrong += 1;
    console.log(check ? `not formatted: ${file}` : `formatted: ${file}`);
    if (!check) fs.writeFileSync(file, formatted);
  }
}
process.exit(check && wrong > 0 ? 1 : 0);
