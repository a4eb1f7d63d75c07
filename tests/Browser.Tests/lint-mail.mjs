// What the programs that show mails make of it, by the data of caniemail.com; a line an issue, exit code 1 where there is one.
import { readFileSync } from 'node:fs';
import { caniemail } from 'caniemail';

const clients = ['apple-mail.*', 'gmail.*', 'outlook.*', 'yahoo.*', 'thunderbird.macos', 'samsung-email.*', 'protonmail.*', 'orange.*', 'laposte.desktop-webmail'];

// What may be ignored: the sheet for the dark and for phones and the tag that goes with it, the attributes that help where they are
// known, the body, which some make a div of, and the line under a button. Height is line-height, which the linter takes for it.
const dispensable = new Set(['@media', '<style> element', 'color-scheme meta tag', 'role attribute', 'lang attribute', '<body> element', 'text-decoration', 'height property']);

const issues = new Set();
for (const file of process.argv.slice(2)) {
  const { issues: { errors } } = caniemail({ clients, html: readFileSync(file, 'utf8') });
  for (const [client, found] of errors) {
    for (const { title } of found) {
      if (!dispensable.has(title)) {
        issues.add(`${file}: ${client} does not know: ${title}`);
      }
    }
  }
}

issues.forEach(issue => console.log(issue));
process.exitCode = issues.size > 0 ? 1 : 0;
